// One department's file as the browser knows it: what is shown, what is still to be saved, and who listens.

import { changed } from "../delta";
import type { Delta } from "../delta";
import { ask, Refused, ROOT, written } from "../server";
import type { Change, Conflict, Explained, Offer, Source, State } from "../server";

export type Saved = { kind: "saved" | "saving" } | { kind: "refused"; why: string };
/** What one tries to save when the file has changed elsewhere: values, or a whole text. */
export type Clash = Conflict & { mine: number; keep: () => void; drop: () => void };

const AGAIN = 3000;

export class Department {
  state!: State;
  part = "";
  saved: Saved = { kind: "saved" };
  /** Something typed in the editor of the whole text that is not saved yet. */
  drafted = false;
  private readonly pending = new Map<string, string | null>();
  private running = false;
  private later = 0;
  private last: Promise<unknown> = Promise.resolve();
  private announced = "";
  private own = "";
  private readonly listeners: (() => void)[] = [];
  onClash: (clash: Clash) => void = () => undefined;
  say: (message: string) => void = () => undefined;

  constructor(readonly file: string) {}

  /** Calls back whenever the state or what is saved changes. */
  listen(listener: () => void): void {
    this.listeners.push(listener);
  }

  async open(): Promise<void> {
    this.take(await ask<State>(this.address("state")));
    const events = new EventSource(`${ROOT}/api/changes/${written(this.file)}`);
    events.addEventListener("changed", (event) => {
      const version = (JSON.parse((event as MessageEvent<string>).data) as { version: string }).version;
      this.announced = version;
      if (!this.running && !this.pending.size) void this.caughtUp();
    });
  }

  /** What is shown, where anything could be read yet. */
  private get shown(): State | undefined {
    return this.state as State | undefined;
  }

  /** The version that is shown; empty where nothing could be read yet. */
  get version(): string {
    return this.shown?.version ?? "";
  }

  get busy(): boolean {
    return this.running || this.pending.size > 0 || this.drafted;
  }

  /** Values as they were typed, saved one after the other; those of one call are one change. */
  edit(changes: Change[]): void {
    for (const { path, value } of changes) this.pending.set(path, value);
    if (changes.length) void this.pump();
  }

  /** The value of a path that waits to be saved; what the server says of it is older. */
  waiting(path: string): string | undefined {
    return this.pending.get(path) ?? undefined;
  }

  /** Something is being written in the source text. */
  draft(): void {
    this.drafted = true;
    this.emit();
  }

  async refresh(): Promise<void> {
    await this.guarded(() => this.post("state", {}));
  }

  /** The form of another part. */
  async choose(part: string): Promise<void> {
    this.part = part;
    await this.refresh();
  }

  async undo(): Promise<void> {
    await this.guarded(() => this.post("undo", {}));
  }

  async redo(): Promise<void> {
    await this.guarded(() => this.post("redo", {}));
  }

  async accept(code: string, where: string, reason: string): Promise<boolean> {
    return this.guarded(() => this.post("accept", { code, where, reason }));
  }

  explain(name: string): Promise<Explained> {
    return ask(`/api/explain/${written(this.file)}?name=${encodeURIComponent(name)}`);
  }

  complete(at: string, word: string): Promise<Offer[]> {
    return ask(`/api/complete/${written(this.file)}?at=${encodeURIComponent(at)}&word=${encodeURIComponent(word)}`);
  }

  source(): Promise<Source> {
    return ask(this.address("text"));
  }

  /** Saves the whole text; says where it is no YAML, and lets one choose where the file has changed on disk. */
  async saveText(text: string, version: string, again: (version: string) => void): Promise<Refused | null> {
    this.tell({ kind: "saving" });
    try {
      await this.post("text", { text, version });
      return null;
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      this.tell({ kind: "refused", why: error.message });
      if (error.status === 409) {
        const told = error.body as Conflict;
        this.onClash({ ...told, mine: 1, keep: () => again(told.version), drop: () => void this.abandon() });
      }
      return error;
    }
  }

  private address(kind: string): string {
    return `/api/${kind}/${written(this.file)}?part=${encodeURIComponent(this.part)}`;
  }

  /** One request after the other: each holds the version that the one before it left. */
  private post(kind: string, body: Record<string, unknown>, landed: () => void = () => undefined): Promise<void> {
    const asked = this.last.then(async () => {
      const sent = { version: this.version, revision: this.shown?.revision ?? "", ...body };
      const told = await ask<State | Delta>(this.address(kind), sent);
      landed();
      this.take("keys" in told ? (changed(this.state, told) as State) : (told as State));
    });
    this.last = asked.catch(() => undefined);
    return asked;
  }

  private take(state: State): void {
    if (this.version !== state.version) this.own = state.version;
    this.state = state;
    if (state.form && !this.part) this.part = state.form.part;
    this.emit();
    if (state.checking) setTimeout(() => void this.checked(), 300);
  }

  /** The state again once it may have been checked, unless it is asked for anyway. */
  private async checked(): Promise<void> {
    if (this.state.checking && !this.running && !this.pending.size) await this.refresh();
  }

  /** Saves what waits, as is done by itself after a change and from time to time where that did not go. */
  async pump(): Promise<void> {
    clearTimeout(this.later);
    if (this.running || !this.pending.size) return;
    const taken = new Map(this.pending);
    this.running = true;
    this.tell({ kind: "saving" });
    try {
      await this.sent(taken);
      this.tell({ kind: this.pending.size ? "saving" : "saved" });
    } catch (error) {
      this.failed(error, taken);
      return;
    } finally {
      this.running = false;
    }
    if (this.pending.size) await this.pump();
    else await this.caughtUp();
  }

  private async sent(taken: Map<string, string | null>): Promise<void> {
    const changes = [...taken].map(([path, value]) => ({ path, value }));
    await this.post("edit", { changes }, () => {
      for (const [path, value] of taken) if (this.pending.get(path) === value) this.pending.delete(path);
    });
  }

  /** The state again where something else changed: last year's file or a template too; what was saved here is announced as well. */
  private async caughtUp(): Promise<void> {
    const { announced } = this;
    this.announced = "";
    if (!announced) return;
    if (announced !== this.own) await this.refresh();
    this.own = "";
  }

  private failed(error: unknown, taken: Map<string, string | null>): void {
    if (!(error instanceof Refused)) throw error;
    this.tell({ kind: "refused", why: error.message });
    const itself = (error.status === 422 || error.status === 400) && !(error.body as { line?: number } | null)?.line;
    if (error.status === 409) this.clash(error.body as Conflict, taken.size);
    else if (itself) for (const path of taken.keys()) this.pending.delete(path);
    else this.later = setTimeout(() => void this.pump(), AGAIN); // 连不上、写不进去、文件不在了或一时读不出来：值留着，过一会再存
  }

  private clash(told: Conflict, mine: number): void {
    const keep = async (): Promise<void> => {
      await this.refresh();
      await this.pump();
    };
    this.onClash({ ...told, mine, keep: () => void keep(), drop: () => void this.abandon() });
  }

  private async abandon(): Promise<void> {
    this.pending.clear();
    this.drafted = false;
    await this.refresh();
    this.tell({ kind: "saved" });
  }

  private async guarded(work: () => Promise<void>): Promise<boolean> {
    try {
      await work();
      return true;
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      const told = error.body as Conflict | null;
      if (error.status === 409 && told?.diff.length) this.clash(told, this.pending.size);
      else this.say(error.message);
      return false;
    }
  }

  tell(saved: Saved): void {
    this.saved = saved;
    this.emit();
  }

  private emit(): void {
    for (const listener of this.listeners) listener();
  }
}
