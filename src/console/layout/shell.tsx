import { lazy, Suspense } from "react";
import { Redirect, Route, Switch, useLocation } from "wouter";
import { type Liveness, useLive } from "../api/live.ts";
import type { Bytes32 } from "../../domain/entry.ts";
import { FindPage } from "../pages/find/find-page.tsx";
import { Loading } from "../parts/loading.tsx";
import { useSession } from "../session/session.ts";
import { text } from "../texts/text.ts";
import { dateTime } from "../times/format-time.ts";
import { Boundary } from "./boundary.tsx";
import { Header } from "./header.tsx";
import { useArrival } from "./use-arrival.ts";
import "./shell.css";

const ShipmentPage = lazy(() => import("../pages/shipment/shipment-page.tsx"));
const WorkPage = lazy(() => import("../pages/work/work-page.tsx"));
const ClocksPage = lazy(() => import("../pages/clocks/clocks-page.tsx"));
const CasesPage = lazy(() => import("../pages/cases/cases-page.tsx"));
const CasePage = lazy(() => import("../pages/cases/case-page.tsx"));
const OpenPage = lazy(() => import("../pages/open/open-page.tsx"));
const RecordPage = lazy(() => import("../pages/record/record-page.tsx"));
const ChainPage = lazy(() => import("../pages/chain/chain-page.tsx"));
const ExchangePage = lazy(() => import("../pages/exchange/exchange-page.tsx"));
const ExchangeMemberPage = lazy(() => import("../pages/exchange/exchange-member-page.tsx"));
const CooperationPage = lazy(() => import("../pages/cooperation/cooperation-page.tsx"));
const MatterPage = lazy(() => import("../pages/cooperation/matter/matter-page.tsx"));
const HandoverPage = lazy(() => import("../pages/cooperation/matter/handover-page.tsx"));
const ActPage = lazy(() => import("../pages/cooperation/acting/act-page.tsx"));
const VerifyPage = lazy(() => import("../pages/verify/verify-page.tsx"));
const ParticipantsPage = lazy(() => import("../pages/participants/participants-page.tsx"));

/** Surrounds every page with the header, a link that skips it, and a fallback for errors. */
export function Shell() {
  const [path] = useLocation();
  useArrival(path, content);
  const liveness = useLive(useSession().participant.id);
  return (
    <>
      <a className="skip" href="#content" onClick={skip}>
        {text("app.skip")}
      </a>
      <Header liveness={liveness} />
      <OfflineNotice liveness={liveness} />
      <main id="content" tabIndex={-1}>
        <Boundary>
          <Suspense fallback={<Loading />}>
            <Switch>
              <Route path="/" component={FindPage} />
              <Route path="/shipments/:id">{({ id }) => <ShipmentPage key={id} id={id as `0x${string}`} />}</Route>
              <Route path="/shipments/:id/record/:kind/:about?">
                {({ id, kind, about }) => (
                  <RecordPage key={`${id}${kind}`} id={id as `0x${string}`} kind={kind} about={about} />
                )}
              </Route>
              <Route path="/cases" component={CasesPage} />
              <Route path="/cases/:hold">{({ hold }) => <CasePage key={hold} hold={hold as Bytes32} />}</Route>
              <Route path="/open" component={OpenPage} />
              <Route path="/work/:queue?">{({ queue }) => <WorkPage queue={queue} />}</Route>
              <Route path="/clocks" component={ClocksPage} />
              <Route path="/chain" component={ChainPage} />
              <Route path="/participants" component={ParticipantsPage} />
              <Route path="/exchange" component={ExchangePage} />
              <Route path="/exchange/:member">
                {({ member }) => <ExchangeMemberPage key={member} member={Number(member)} />}
              </Route>
              <Route path="/cooperation" component={CooperationPage} />
              <Route path="/cooperation/new/:kind">{({ kind }) => <ActPage key={kind} kind={kind} />}</Route>
              <Route path="/cooperation/:matter">
                {({ matter }) => <MatterPage key={matter} matter={matter as Bytes32} />}
              </Route>
              <Route path="/cooperation/:matter/handovers/:item">
                {({ matter, item }) => <HandoverPage key={item} matter={matter as Bytes32} item={item as Bytes32} />}
              </Route>
              <Route path="/cooperation/:matter/record/:kind/:item?">
                {({ matter, kind, item }) => (
                  <ActPage
                    key={`${matter}${kind}${item}`}
                    kind={kind}
                    matter={matter as Bytes32}
                    item={item as Bytes32 | undefined}
                  />
                )}
              </Route>
              <Route path="/verify" component={VerifyPage} />
              <Route>
                <Redirect to="/" />
              </Route>
            </Switch>
          </Suspense>
        </Boundary>
      </main>
    </>
  );
}

const content = () => document.getElementById("content");

/** Moves the focus by script, because the fragment is already the console's address. */
function skip(event: { preventDefault(): void }): void {
  event.preventDefault();
  content()?.focus();
}

/** Shows since when the gateway has not answered. The page keeps its data. */
function OfflineNotice({ liveness }: { readonly liveness: Liveness }) {
  return (
    <div role="status" className="offline">
      {liveness.state === "offline" && <p>{text("live.since", { time: dateTime(liveness.since) })}</p>}
    </div>
  );
}
