import { watchPage } from "./page";

watchPage(document);
