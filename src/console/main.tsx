import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { App } from "./app.tsx";
import "./style/tokens.css";
import "./style/base.css";
import "./style/parts.css";
import { chooseLanguage } from "./texts/language.ts";

const root = document.getElementById("root");
if (root === null) throw new Error("index.html has no element #root");
await chooseLanguage(navigator.languages);
createRoot(root).render(
  <StrictMode>
    <App />
  </StrictMode>,
);
