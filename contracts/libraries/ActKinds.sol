// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @title The kinds of acts
library ActKinds {
    uint8 internal constant PROPOSE = 1;
    uint8 internal constant NAME = 2;
    uint8 internal constant SIGN = 3;
    uint8 internal constant SUSPEND = 4;
    uint8 internal constant RESUME = 5;
    uint8 internal constant DENOUNCE = 6;
    uint8 internal constant ASK = 7;
    uint8 internal constant RECEIVE = 8;
    uint8 internal constant RETURN = 9;
    uint8 internal constant COMPLETE = 10;
    uint8 internal constant ACCEPT = 11;
    uint8 internal constant REFUSE = 12;
    uint8 internal constant POSTPONE = 13;
    uint8 internal constant DELAY = 14;
    uint8 internal constant ANSWER = 15;
    uint8 internal constant CLOSE = 16;
    uint8 internal constant OFFER = 17;
    uint8 internal constant SIGN_CAVEATS = 18;
    uint8 internal constant DECLINE = 19;
    uint8 internal constant RELEASE = 20;
    uint8 internal constant RECEIPT = 21;
    uint8 internal constant DISPUTE = 22;
    uint8 internal constant CONSENT = 23;
    uint8 internal constant ONWARD = 24;
    uint8 internal constant RECALL = 25;
    uint8 internal constant ERASE = 26;
    uint8 internal constant REFUSE_ERASURE = 27;
    uint8 internal constant SEAL = 28;
    uint8 internal constant EXTEND_SEAL = 29;
    uint8 internal constant OPEN_SEAL = 30;
    uint8 internal constant LAPSE_SEAL = 31;
    uint8 internal constant ANCHOR = 32;
    uint8 internal constant CONVENE = 33;
    uint8 internal constant INVITE = 34;
    uint8 internal constant JOIN = 35;
    uint8 internal constant PROLONG = 36;
    uint8 internal constant LEAVE = 37;
    uint8 internal constant EXHIBIT = 38;
    uint8 internal constant DERIVE = 39;
    uint8 internal constant CONCLUDE = 40;
}
