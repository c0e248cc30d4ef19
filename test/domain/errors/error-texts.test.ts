import { expect } from "chai";
import { ERRORS, type ErrorText } from "../../../src/domain/errors/table.ts";
import { longSentences } from "../../support/sentences.ts";

describe("The texts of the errors", () => {
  const texts = Object.entries<ErrorText>(ERRORS);

  it("a sentence of an error has at most twenty words", () => {
    expect(longSentences(texts.flatMap(([, { sentence, remedy }]) => [sentence, remedy]))).to.deep.equal([]);
  });

  it("a remedy starts with an instruction", () => {
    const statements = /^(?:An?|If|It|No|Nothing|Only|That|The|There|This|You|Your)\b/;
    expect(texts.filter(([, { remedy }]) => statements.test(remedy)).map(([code]) => code)).to.deep.equal([]);
  });
});
