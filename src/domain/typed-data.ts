/** One field of an EIP-712 struct type. */
export interface TypedDataField {
  readonly name: string;
  readonly type: string;
}

/** The parameter of `eth_signTypedData_v4` (EIP-712): the struct types, including `EIP712Domain`, and the values. */
export interface TypedData {
  readonly types: Readonly<Record<string, readonly TypedDataField[]>>;
  readonly domain: Readonly<Record<string, string | number>>;
  readonly primaryType: string;
  readonly message: Readonly<Record<string, string | number>>;
}
