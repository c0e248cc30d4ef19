// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @title The kinds of entries
library Kinds {
    uint8 internal constant CONSIGN = 1;
    uint8 internal constant OFFER = 2;
    uint8 internal constant ACCEPT = 3;
    uint8 internal constant REFUSE = 4;
    uint8 internal constant WITHDRAW = 5;
    uint8 internal constant LOAD = 6;
    uint8 internal constant UNLOAD = 7;
    uint8 internal constant REPORT = 8;
    uint8 internal constant INSPECT = 9;
    uint8 internal constant HOLD = 10;
    uint8 internal constant NOTICE = 11;
    uint8 internal constant RELEASE = 12;
    uint8 internal constant CONTEST = 13;
    uint8 internal constant UPHOLD = 14;
    uint8 internal constant ANNUL = 15;
    uint8 internal constant SEIZE = 16;
    uint8 internal constant FORFEIT = 17;
    uint8 internal constant CORRECT = 18;
    uint8 internal constant CLOSE = 19;
    uint8 internal constant CHARGE = 20;
    uint8 internal constant HEAR = 21;
    uint8 internal constant APPEAL = 22;
    uint8 internal constant LAPSE = 23;
}
