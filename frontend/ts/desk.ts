import htmx from "htmx.org";
import { watchChanges } from "./changes";
import { watchChoosing } from "./choosing";
import { openDeedsInPlace } from "./deeds";
import { watchFailures } from "./failing";
import { watchKeys } from "./keys";
import { watchPage } from "./page";
import { watchSheets } from "./sheets";

htmx.config.includeIndicatorStyles = false;
htmx.config.allowEval = false;
htmx.config.allowScriptTags = false;
htmx.config.selfRequestsOnly = true;
// A page of a case must not stay behind in the browser's storage.
htmx.config.historyCacheSize = 0;
htmx.config.refreshOnHistoryMiss = true;
// A form with errors (422) and a page that someone else changed meanwhile (409) are shown, not swallowed.
htmx.config.responseHandling = [
  { code: "204", swap: false },
  { code: "[23]..", swap: true },
  { code: "(409|422)", swap: true },
  { code: "[45]..", swap: false, error: true },
];

watchPage(document);
openDeedsInPlace(document);
watchFailures(document);
watchChanges(document);
watchKeys(document);
watchChoosing(document);
watchSheets(document);
