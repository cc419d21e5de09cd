// The one script: every page says which it is.

import { mount as build } from "./build";
import { mount as bureau } from "./bureau";
import { mount as proof } from "./proof";
import { leaving } from "./quit";
import { mount as start } from "./start";
import { write } from "./write/page";

const PAGES: Record<string, () => void> = {
  write: () => void write(document.body.dataset.file ?? "", document.getElementById("app") as HTMLElement),
  ...Object.fromEntries(Object.entries({ start, build, proof, bureau }).map(([name, mount]) => [name, () => mount(document.body)])),
};

document.getElementById("quit")?.append(leaving(() => Promise.resolve(true), (why) => document.getElementById("unquit")?.replaceChildren(why)));
PAGES[document.body.dataset.page ?? ""]?.();
