import { expect } from "chai";
import { DATABASES, type TestDatabase } from "../support/databases.ts";
import { captureEvents } from "../support/capture-events.ts";
import { startStack, type Stack } from "../support/stack.ts";
import { CONTEXT, SAMPLES } from "./sample-events.ts";

/** A query, and the letters of the samples that it finds. */
type Case = readonly [query: string, found: string];

const uri = encodeURIComponent;

/** For each parameter, a query that finds some samples and one that finds none. */
const CASES: readonly Case[] = [
  ["eventType=ObjectEvent", "af"],
  ["eventType=ObjectEvent%7CTransactionEvent", "adf"],
  ["eventType=https%3A%2F%2Fns.example.com%2FOtherEvent", ""],
  ["GE_eventTime=2026-03-01T04%3A00%3A00Z", "ef"],
  ["GE_eventTime=2026-03-01T06%3A00%3A00%2B01%3A00", "f"],
  ["GE_eventTime=2026-03-02T00%3A00%3A00Z", ""],
  ["LT_eventTime=2026-03-01T02%3A00%3A00%2B01%3A00", "a"],
  ["LT_eventTime=2026-03-01T01%3A00%3A00%2B01%3A00", ""],
  ["GE_recordTime=2026-01-01T00%3A00%3A00Z", "abcdef"],
  ["GE_recordTime=2199-01-01T00%3A00%3A00Z", ""],
  ["LT_recordTime=2199-01-01T00%3A00%3A00Z", "abcdef"],
  ["LT_recordTime=2026-01-01T00%3A00%3A00Z", ""],
  ["EQ_action=ADD", "ab"],
  ["EQ_action=DELETE", ""],
  ["EQ_bizStep=shipping%7Cpacking", "bd"],
  ["EQ_bizStep=urn%3Aepcglobal%3Acbv%3Abizstep%3Ashipping", "d"],
  ["EQ_bizStep=https%3A%2F%2Fref.gs1.org%2Fcbv%2FBizStep-shipping", "d"],
  ["EQ_bizStep=https%3A%2F%2Fns.example.com%2Fepcis%2Froasting", "c"],
  ["EQ_bizStep=example%3Aroasting", "c"],
  ["EQ_bizStep=receiving", ""],
  ["EQ_disposition=in_transit", "d"],
  ["EQ_disposition=damaged", ""],
  ["EQ_persistentDisposition_set=completeness_verified", "c"],
  ["EQ_persistentDisposition_set=mismatch_quantity", ""],
  ["EQ_persistentDisposition_unset=mismatch_quantity", "c"],
  ["EQ_persistentDisposition_unset=completeness_verified", ""],
  [`EQ_readPoint=${uri("urn:epc:id:sgln:9506000.00001.0")}`, "ab"],
  [`EQ_readPoint=${uri("https://id.gs1.org/414/9506000000011")}`, ""],
  [`WD_readPoint=${uri("urn:epc:id:sgln:9506000.00001.0")}`, "ab"],
  [`WD_readPoint=${uri("urn:epc:id:sgln:9506000.00009.0")}`, ""],
  [`EQ_bizLocation=${uri("urn:epc:id:sgln:9506000.00001.400")}`, "a"],
  [`EQ_bizLocation=${uri("urn:epc:id:sgln:9506000.00001.0")}`, ""],
  [`WD_bizLocation=${uri("urn:epc:id:sgln:9506000.00001.400")}`, "a"],
  [`WD_bizLocation=${uri("urn:epc:id:sgln:9506000.00001.0")}`, ""],
  [`EQ_transformationID=${uri("urn:uuid:00000000-0000-4000-8000-0000000000ff")}`, "c"],
  [`EQ_transformationID=${uri("urn:uuid:00000000-0000-4000-8000-0000000000fe")}`, ""],
  [`MATCH_epc=${uri("urn:epc:id:sgtin:9506000.134352.A1")}`, "ab"],
  [`MATCH_epc=${uri("https://id.gs1.org/01/19506000343522/21/A1")}`, "ab"],
  [`MATCH_epc=${uri("https://example.com/x/01/19506000343522/21/A1?17=271231")}`, "ab"],
  [`MATCH_epc=${uri("urn:epc:idpat:sgtin:9506000.134352.*")}`, "ab"],
  [`MATCH_epc=${uri("urn:epc:idpat:sgtin:9506000.*.*")}`, "ab"],
  [`MATCH_epc=${uri("urn:epc:idpat:grai:9506000.12345.*")}`, "d"],
  [`MATCH_epc=${uri("urn:epc:idpat:giai:9506000.*")}`, "e"],
  [`MATCH_epc=${uri("urn:epc:idpat:sscc:9506000.*|urn:epc:id:grai:9506000.12345.77")}`, "df"],
  [`MATCH_epc=${uri("urn:epc:idpat:sgtin:9506001.*.*")}`, ""],
  [`MATCH_epc=${uri("urn:epc:id:sgtin:9506000.999999.R1")}`, ""],
  [`MATCH_parentID=${uri("urn:epc:id:sscc:9506000.0000000001")}`, "b"],
  [`MATCH_parentID=${uri("urn:epc:idpat:grai:*.*.*")}`, "e"],
  [`MATCH_parentID=${uri("urn:epc:id:sgtin:9506000.134352.A1")}`, ""],
  [`MATCH_inputEPC=${uri("urn:epc:id:sgtin:9506000.134352.A2")}`, "c"],
  [`MATCH_inputEPC=${uri("urn:epc:id:sgtin:9506000.134352.A1")}`, ""],
  [`MATCH_outputEPC=${uri("urn:epc:id:sgtin:9506000.999999.R1")}`, "c"],
  [`MATCH_outputEPC=${uri("urn:epc:id:sgtin:9506000.134352.A2")}`, ""],
  [`MATCH_anyEPC=${uri("urn:epc:id:sgtin:9506000.134352.A2")}`, "ac"],
  [`MATCH_anyEPC=${uri("urn:epc:id:sscc:9506000.0000000001")}`, "bf"],
  [`MATCH_anyEPC=${uri("urn:epc:id:sscc:9506000.0000000002")}`, ""],
  [`MATCH_epcClass=${uri("urn:epc:class:lgtin:9506000.134352.LOT1")}`, "a"],
  [`MATCH_epcClass=${uri("https://id.gs1.org/01/19506000343522/10/LOT1")}`, "a"],
  [`MATCH_epcClass=${uri("urn:epc:class:lgtin:9506000.134352.*")}`, "a"],
  [`MATCH_epcClass=${uri("urn:epc:idpat:sgtin:9506000.234567.*")}`, "b"],
  [`MATCH_epcClass=${uri("urn:epc:class:lgtin:9506000.999999.R")}`, ""],
  [`MATCH_inputEPCClass=${uri("urn:epc:class:lgtin:9506000.134352.LOT1")}`, "c"],
  [`MATCH_inputEPCClass=${uri("urn:epc:class:lgtin:9506000.134352.LOT2")}`, ""],
  [`MATCH_outputEPCClass=${uri("urn:epc:class:lgtin:9506000.999999.R")}`, "c"],
  [`MATCH_outputEPCClass=${uri("urn:epc:class:lgtin:9506000.134352.LOT1")}`, ""],
  [`MATCH_anyEPCClass=${uri("urn:epc:class:lgtin:9506000.134352.LOT1")}`, "ac"],
  [`MATCH_anyEPCClass=${uri("urn:epc:class:lgtin:9506000.134352.LOT2")}`, ""],
  ["EQ_quantity=12.5", "a"],
  ["EQ_quantity=13", ""],
  ["GT_quantity=10", "a"],
  ["GT_quantity_KGM=12.5", ""],
  ["GE_quantity_KGM=10", "ac"],
  ["GE_quantity_KGM=13", ""],
  ["LT_quantity=4", "b"],
  ["LT_quantity_KGM=4", ""],
  ["LE_quantity=3", "b"],
  ["LE_quantity=2.9", ""],
  ["EQ_quantity_KGM=8", "c"],
  ["EQ_quantity_GRM=8", ""],
  [`EQ_bizTransaction_po=${uri("urn:epcglobal:cbv:bt:9506000000001:PO-1")}`, "a"],
  [`EQ_bizTransaction_desadv=${uri("urn:epcglobal:cbv:bt:9506000000001:PO-1")}`, ""],
  [`EQ_source_owning_party=${uri("urn:epc:id:pgln:9506000.00001")}`, "d"],
  [`EQ_source_possessing_party=${uri("urn:epc:id:pgln:9506000.00001")}`, ""],
  [`EQ_destination_possessing_party=${uri("urn:epc:id:pgln:9506000.00002")}`, "d"],
  [`EQ_destination_possessing_party=${uri("urn:epc:id:pgln:9506000.00001")}`, ""],
  [`EQ_eventID=${uri("urn:uuid:00000000-0000-4000-8000-00000000000c")}`, "c"],
  [`EQ_eventID=${uri("urn:uuid:00000000-0000-4000-8000-0000000000cc")}`, ""],
  ["EXISTS_errorDeclaration", "f"],
  ["EXISTS_errorDeclaration=true", "f"],
  ["EXISTS_errorDeclaration=false&eventType=AggregationEvent", "b"],
  ["EXISTS_sensorElementList=false&EXISTS_errorDeclaration", "f"],
  ["EXISTS_errorDeclaration=&eventType=TransactionEvent", ""],
  ["GE_errorDeclaration_Time=2026-03-02T09%3A00%3A00Z", "f"],
  ["GE_errorDeclaration_Time=2026-03-02T09%3A00%3A01Z", ""],
  ["LT_errorDeclaration_Time=2026-03-02T09%3A00%3A01Z", "f"],
  ["LT_errorDeclaration_Time=2026-03-02T09%3A00%3A00Z", ""],
  ["EQ_errorReason=incorrect_data", "f"],
  ["EQ_errorReason=did_not_occur", ""],
  [`EQ_correctiveEventID=${uri("urn:uuid:00000000-0000-4000-8000-0000000000aa")}`, "f"],
  [`EQ_correctiveEventID=${uri("urn:uuid:00000000-0000-4000-8000-0000000000ab")}`, ""],
  ["EXISTS_sensorElementList", "e"],
  ["EXISTS_sensorElementList&eventType=ObjectEvent", ""],
  ["GE_time=2026-03-01T04%3A00%3A00Z", "e"],
  ["GE_time=2026-03-01T04%3A00%3A01Z", ""],
  ["LT_time=2026-03-01T04%3A00%3A01Z", "e"],
  ["LT_time=2026-03-01T04%3A00%3A00Z", ""],
  ["GE_startTime=2026-03-01T03%3A00%3A00Z", "e"],
  ["GE_startTime=2026-03-01T03%3A00%3A01Z", ""],
  ["LT_startTime=2026-03-01T03%3A00%3A01Z", "e"],
  ["LT_startTime=2026-03-01T03%3A00%3A00Z", ""],
  ["GE_endTime=2026-03-01T04%3A00%3A00Z", "e"],
  ["GE_endTime=2026-03-01T04%3A00%3A01Z", ""],
  ["LT_endTime=2026-03-01T04%3A00%3A01Z", "e"],
  ["LT_endTime=2026-03-01T04%3A00%3A00Z", ""],
  ["EQ_type=Temperature", "e"],
  ["EQ_type=gs1%3ATemperature", "e"],
  ["EQ_type=Pressure", ""],
  ["EQ_exception=ALARM_CONDITION", "e"],
  ["EQ_exception=ERROR_CONDITION", ""],
  ["EQ_component=x", "e"],
  ["EQ_component=y", ""],
  [`EQ_deviceID=${uri("https://id.gs1.org/8004/9506000SENSOR1")}`, "e"],
  [`EQ_deviceID=${uri("https://id.gs1.org/8004/9506000SENSOR2")}`, ""],
  [`EQ_deviceMetadata=${uri("urn:epc:id:giai:9506000.SENSOR1")}`, "e"],
  [`EQ_deviceMetadata=${uri("urn:epc:id:giai:9506000.SENSOR2")}`, ""],
  ...["rawData=raw/1", "dataProcessingMethod=method", "bizRules=rules", "chemicalSubstance=O2"].flatMap(dataCases),
  ...["microorganism=mould", "uriValue=ref"].flatMap(dataCases),
  ["EQ_stringValue=shut", "e"],
  ["EQ_stringValue=Shut", ""],
  ["EQ_booleanValue=true", "e"],
  ["EQ_booleanValue=false", ""],
  ["EQ_hexBinaryValue=F0F0", "e"],
  ["EQ_hexBinaryValue=F0", ""],
  ["EQ_coordinateReferenceSystem=https%3A%2F%2Fdata.example.com%2Fcrs", ""],
  ["EQ_value_CEL=26", "e"],
  ["EQ_value_FAH=26", ""],
  ["GT_value_CEL=25.9", "e"],
  ["GT_value_CEL=26", ""],
  ["LE_minValue_CEL=25.5", "e"],
  ["LT_minValue_CEL=25.5", ""],
  ["GE_maxValue_CEL=26.5", "e"],
  ["GT_maxValue_CEL=26.5", ""],
  ["GE_meanValue_CEL=26.1", "e"],
  ["LT_meanValue_CEL=26.1", ""],
  ["LE_sDev_CEL=0.3", "e"],
  ["GT_sDev_CEL=0.3", ""],
  ["GE_percRank=50", "e"],
  ["GT_percRank=50", ""],
  ["GE_percValue_CEL=26.2", "e"],
  ["GT_percValue_CEL=26.2", ""],
  ["EQ_example%3AtemperatureClass=chilled", "a"],
  ["EQ_example%3AtemperatureClass=frozen", ""],
  [`EQ_${uri("https://ns.example.com/epcis/temperatureClass")}=chilled`, "a"],
  ["EQ_example%3Aweight=12.50", "a"],
  ["GT_example%3Aweight=12", "a"],
  ["GT_example%3Aweight=12.5", ""],
  ["LE_example%3Aweight=12.5", "a"],
  ["EQ_example%3AcheckedAt=2026-03-01T11%3A00%3A00%2B01%3A00", "a"],
  ["GE_example%3AcheckedAt=2026-03-01T10%3A00%3A00Z", "a"],
  ["LT_example%3AcheckedAt=2026-03-01T10%3A00%3A00Z", ""],
  ["EXISTS_example%3Abox", "a"],
  ["EXISTS_example%3Acolour", ""],
  ["EXISTS_INNER_example%3Acolour", "a"],
  ["EXISTS_INNER_example%3Abox", ""],
  ["EQ_INNER_example%3Acolour=red", "a"],
  ["EQ_INNER_example%3Acolour=blue", ""],
  ["GE_INNER_example%3Alayers=4", "a"],
  ["GT_INNER_example%3Alayers=4", ""],
  ["EQ_ILMD_cbvmda%3AlotNumber=LOT1", "a"],
  ["EQ_ILMD_cbvmda%3AlotNumber=LOT2", ""],
  ["GE_ILMD_example%3Agrade=7", "a"],
  ["LT_ILMD_example%3Agrade=7", ""],
  ["EXISTS_ILMD_example%3Aharvest", "a"],
  ["EXISTS_ILMD_example%3Afarm", ""],
  ["EQ_INNER_ILMD_example%3Afarm=Sul", "a"],
  ["EQ_INNER_ILMD_example%3Afarm=Norte", ""],
  ["EXISTS_INNER_ILMD_example%3Aacres", "a"],
  ["GT_INNER_ILMD_example%3Aacres=3", ""],
  ["EQ_ERROR_DECLARATION_example%3Aofficer=desk%204", "f"],
  ["EQ_ERROR_DECLARATION_example%3Aofficer=desk%205", ""],
  ["EXISTS_ERROR_DECLARATION_example%3Aofficer", "f"],
  ["EXISTS_INNER_ERROR_DECLARATION_example%3Aofficer", ""],
  ["EQ_SENSORELEMENT_example%3Amounting=roof", "e"],
  ["EQ_SENSORELEMENT_example%3Amounting=floor", ""],
  ["EXISTS_SENSORELEMENT_example%3Amounting", "e"],
  ["EQ_SENSORMETADATA_example%3Afirmware=1.2", "e"],
  ["EXISTS_SENSORMETADATA_example%3Amounting", ""],
  ["EQ_SENSORREPORT_example%3Aprobe=3", "e"],
  ["GT_SENSORREPORT_example%3Aprobe=3", ""],
  ["EXISTS_SENSORREPORT_example%3Aprobe", "e"],
  ["EQ_readPoint_example%3Adock=D7", "a"],
  ["EQ_readPoint_example%3Adock=D8", ""],
  ["EXISTS_readPoint_example%3Adock", "a"],
  ["EQ_bizLocation_example%3Ahall=H2", "a"],
  ["EXISTS_bizLocation_example%3Adock", ""],
  ["orderBy=eventTime&orderDirection=ASC", "abcdef"],
  ["orderBy=eventTime", "fedcba"],
  ["orderBy=recordTime&orderDirection=DESC", "fedcba"],
  ["orderBy=example%3Aweight&eventCountLimit=1", "a"],
  ["orderBy=example%3AtemperatureClass&eventCountLimit=1", "a"],
  ["orderBy=eventTime&eventCountLimit=2", "fe"],
  ["maxEventCount=6", "abcdef"],
  ["EQ_action=ADD&EQ_bizStep=packing", "b"],
  ["EQ_action=ADD&EQ_bizStep=shipping", ""],
];

function dataCases(text: string): Case[] {
  const [member, path] = text.split("=") as [string, string];
  return [
    [`EQ_${member}=${uri(`https://data.example.com/${path}`)}`, "e"],
    [`EQ_${member}=${uri(`https://data.example.com/${path}/other`)}`, ""],
  ];
}

/** Invalid queries, with the answer to each. */
const REFUSED: readonly (readonly [query: string, status: number, exception: string, named: string])[] = [
  ["colour=red", 400, "QueryParameterException", "colour"],
  ["EQ_bizsteps=shipping", 400, "QueryParameterException", "EQ_bizsteps"],
  ["EQ_bizStep=sailing", 400, "QueryParameterException", "EQ_bizStep"],
  ["EQ_bizStep=", 400, "QueryParameterException", "EQ_bizStep"],
  ["EQ_action=MOVE", 400, "QueryParameterException", "EQ_action"],
  ["eventType=Object", 400, "QueryParameterException", "eventType"],
  ["GE_eventTime=yesterday", 400, "QueryParameterException", "GE_eventTime"],
  ["GE_eventTime=2026-03-01T00%3A00%3A00", 400, "QueryParameterException", "GE_eventTime"],
  ["GE_eventTime=2026-03-01T00%3A00%3A00Z%7C2026-03-02T00%3A00%3A00Z", 400, "QueryParameterException", "GE_eventTime"],
  ["MATCH_epc=4711", 400, "QueryParameterException", "MATCH_epc"],
  [`MATCH_epc=${uri("https://id.gs1.org/01/19506000343520/21/A1")}`, 400, "QueryParameterException", "MATCH_epc"],
  [`MATCH_epc=${uri("urn:epc:idpat:sgtin:*.134352.A1")}`, 400, "QueryParameterException", "MATCH_epc"],
  ["EQ_readPoint=dock7", 400, "QueryParameterException", "EQ_readPoint"],
  ["EQ_quantity=many", 400, "QueryParameterException", "EQ_quantity"],
  ["GT_example%3Aweight=heavy", 400, "QueryParameterException", "GT_example:weight"],
  ["EXISTS_sensorElementList=maybe", 400, "QueryParameterException", "EXISTS_sensorElementList"],
  ["EXISTS_errorDeclaration=no", 400, "QueryParameterException", "EXISTS_errorDeclaration"],
  ["EQ_booleanValue=yes", 400, "QueryParameterException", "EQ_booleanValue"],
  ["HASATTR_readPoint=site", 400, "QueryParameterException", "HASATTR_readPoint"],
  ["EQATTR_readPoint_site=x", 400, "QueryParameterException", "EQATTR_readPoint_site"],
  ["eventCountLimit=2", 400, "QueryParameterException", "eventCountLimit"],
  ["orderBy=eventTime&eventCountLimit=2&maxEventCount=3", 400, "QueryParameterException", "maxEventCount"],
  ["orderBy=colour", 400, "QueryParameterException", "orderBy"],
  ["orderBy=eventTime&orderDirection=UP", 400, "QueryParameterException", "orderDirection"],
  ["maxEventCount=0", 400, "QueryParameterException", "maxEventCount"],
  ["maxEventCount=5", 413, "QueryTooLargeException", "5"],
  ["perPage=0", 400, "QueryParameterException", "perPage"],
  ["perPage=many", 400, "QueryParameterException", "perPage"],
  ["nextPageToken=made-up", 400, "QueryParameterException", "nextPageToken"],
  [`EQ_eventID=${Array.from({ length: 1_001 }, () => "x").join("%7C")}`, 413, "QueryTooComplexException", "1000"],
];

for (const { name, open } of DATABASES) {
  describe(`GET /epcis/events on ${name}`, () => {
    let database: TestDatabase;
    let stack: Stack;
    let token: string;
    let stranger: string;

    before(async () => {
      database = await open();
      stack = await startStack("url" in database.location ? { DATABASE_URL: database.location.url } : {});
      token = stack.participants["trader"]?.token as string;
      stranger = stack.participants["barge"]?.token as string;
      // One document for each event, so that they are recorded in this order.
      for (const event of Object.values(SAMPLES)) await captureEvents(stack.gateway.url, token, [event], CONTEXT);
    });

    after(async () => {
      await stack.stop();
      await database.close();
    });

    async function get(path: string, headers: Record<string, string> = {}, as = token) {
      const response = await fetch(new URL(path, stack.gateway.url), {
        headers: {
          authorization: `Bearer ${as}`,
          "gs1-extensions": "example=https://ns.example.com/epcis/",
          ...headers,
        },
      });
      // A test asserts what it expects of a body.
      // eslint-disable-next-line @typescript-eslint/no-explicit-any
      return { status: response.status, headers: response.headers, body: (await response.json()) as any };
    }

    const lettersOf = (body: { epcisBody: { queryResults: { resultsBody: { eventList: { eventID: string }[] } } } }) =>
      body.epcisBody.queryResults.resultsBody.eventList.map(({ eventID }) => eventID.at(-1)).join("");

    for (const [query, found] of CASES) {
      it(`a query finds ${found === "" ? "no event" : `the events ${found}`} by ${decodeURIComponent(query)}`, async () => {
        const { status, body } = await get(`/epcis/events?${query}`);
        expect(status, JSON.stringify(body)).to.equal(200);
        expect(lettersOf(body)).to.equal(found);
      });
    }

    for (const [query, status, exception, named] of REFUSED) {
      it(`a query is refused for ${decodeURIComponent(query).slice(0, 60)} and names ${named}`, async () => {
        const answer = await get(`/epcis/events?${query}`);
        expect(answer.status, JSON.stringify(answer.body)).to.equal(status);
        expect(answer.headers.get("content-type")).to.equal("application/problem+json");
        expect(answer.body.type).to.equal(`epcisException:${exception}`);
        expect(answer.body.detail).to.include(named);
      });
    }

    it("a query finds no event on a shipment that the caller may not read", async () => {
      const { body } = await get("/epcis/events", {}, stranger);
      expect(lettersOf(body)).to.equal("");
    });

    it("a query returns a captured event unchanged, with the time of its block", async () => {
      const { body } = await get(`/epcis/events?EQ_eventID=${uri(String(SAMPLES["a"]?.["eventID"]))}`);
      const [{ recordTime, ...event }] = body.epcisBody.queryResults.resultsBody.eventList;
      expect(event).to.deep.equal(SAMPLES["a"]);
      expect(Date.parse(recordTime)).to.be.greaterThan(Date.parse("2026-01-01T00:00:00Z"));
      expect(body["@context"]).to.deep.include(CONTEXT[0]);
    });
  });
}
