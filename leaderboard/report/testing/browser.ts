/** Codes of the keys that are no letters. */
const CODES: Readonly<Record<string, number>> = {
  ...{ Backspace: 8, Tab: 9, Enter: 13, Escape: 27, Space: 32 },
  ...{ ArrowLeft: 37, ArrowUp: 38, ArrowRight: 39, ArrowDown: 40 },
};

/** What a page told by itself: an event of the DevTools protocol. */
export interface PageEvent {
  readonly method: string;
  readonly params: Record<string, unknown>;
}

/**
 * A headless Chromium with one page, spoken to by the DevTools protocol. It has a profile of its own,
 * which goes when it is disposed of.
 */
export class Browser implements AsyncDisposable {
  /** Everything that the page told since it was opened. */
  readonly events: PageEvent[] = [];
  readonly #child: Deno.ChildProcess;
  readonly #profile: string;
  readonly #socket: WebSocket;
  readonly #answers = new Map<number, PromiseWithResolvers<Record<string, unknown>>>();
  readonly #awaited = new Map<string, () => void>();
  #session: string | undefined;
  #sent = 0;

  private constructor(child: Deno.ChildProcess, profile: string, socket: WebSocket) {
    this.#child = child;
    this.#profile = profile;
    this.#socket = socket;
    socket.onmessage = ({ data }) => this.#take(JSON.parse(data));
  }

  static async open(path: string): Promise<Browser> {
    const profile = await Deno.makeTempDir();
    const child = new Deno.Command(path, {
      args: [
        ...["--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"],
        ...[
          "--hide-scrollbars",
          "--no-first-run",
          "--disable-extensions",
          "--disable-background-networking",
        ],
        ...["--remote-debugging-port=0", `--user-data-dir=${profile}`, "about:blank"],
      ],
      stdout: "null",
      stderr: "piped",
    }).spawn();
    const socket = new WebSocket(await addressOf(child.stderr));
    await new Promise((done) => socket.onopen = done);
    const browser = new Browser(child, profile, socket);
    const { targetInfos } = await browser.send<
      { targetInfos: { type: string; targetId: string }[] }
    >(
      "Target.getTargets",
    );
    const targetId = targetInfos.find(({ type }) => type === "page")?.targetId;
    const { sessionId } = await browser.send<{ sessionId: string }>("Target.attachToTarget", {
      ...{ targetId, flatten: true },
    });
    browser.#session = sessionId;
    for (const domain of ["Page", "Runtime", "Network", "Log"]) {
      await browser.send(`${domain}.enable`);
    }
    await browser.send("Performance.enable", { timeDomain: "threadTicks" });
    return browser;
  }

  /** Sends a command and waits for its answer. */
  async send<T = unknown>(method: string, params: object = {}): Promise<T> {
    const id = ++this.#sent, answer = Promise.withResolvers<Record<string, unknown>>();
    this.#answers.set(id, answer);
    const session = this.#session === undefined ? {} : { sessionId: this.#session };
    this.#socket.send(JSON.stringify({ id, method, params, ...session }));
    const { result, error } = await answer.promise;
    if (error) throw new Error(`Cannot ${method}: ${JSON.stringify(error)}, expected an answer`);
    return result as T;
  }

  /** Opens an address and waits until it is loaded. */
  async go(url: string): Promise<void> {
    this.events.length = 0;
    const loaded = new Promise<void>((done) => this.#awaited.set("Page.loadEventFired", done));
    await this.send("Page.navigate", { url });
    await loaded;
  }

  /** The value of an expression in the page. */
  async ask<T>(expression: string): Promise<T> {
    const { result, exceptionDetails } = await this.send<{
      result: { value: T };
      exceptionDetails?: { exception?: { description?: string }; text: string };
    }>("Runtime.evaluate", { expression, returnByValue: true, awaitPromise: true });
    if (exceptionDetails) {
      throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text);
    }
    return result.value;
  }

  /** Presses keys by name, one after the other, as a person does. */
  async press(...keys: readonly string[]): Promise<void> {
    for (const name of keys) {
      const key = name === "Space" ? " " : name, text = name === "Enter" ? "\r" : key;
      const common = { key, code: name, windowsVirtualKeyCode: CODES[name] ?? 0 };
      const isText = key.length === 1 || name === "Enter";
      await this.send("Input.dispatchKeyEvent", {
        ...{ type: "keyDown", ...common },
        ...(isText && { text }),
      });
      await this.send("Input.dispatchKeyEvent", { type: "keyUp", ...common });
    }
  }

  /** Clicks into the middle of the first element of a selector. */
  async click(selector: string): Promise<void> {
    const [x, y] = await this.ask<[number, number]>(`(() => {
      const found = document.querySelector(${JSON.stringify(selector)});
      found.scrollIntoView({ block: "center", behavior: "instant" });
      const { x, y, width, height } = found.getBoundingClientRect();
      return [x + width / 2, y + height / 2];
    })()`);
    for (const type of ["mousePressed", "mouseReleased"]) {
      await this.send("Input.dispatchMouseEvent", { type, x, y, button: "left", clickCount: 1 });
    }
  }

  /** Sets the size of the window and what the system prefers. */
  async look(
    { width, height, scale = 1, theme }: {
      readonly width: number;
      readonly height: number;
      readonly scale?: number;
      readonly theme: "light" | "dark";
    },
  ): Promise<void> {
    await this.send("Emulation.setDeviceMetricsOverride", {
      ...{ width, height, deviceScaleFactor: scale, mobile: width < 600 },
    });
    await this.send("Emulation.setEmulatedMedia", {
      features: [
        { name: "prefers-color-scheme", value: theme },
        { name: "prefers-reduced-motion", value: "reduce" },
      ],
    });
  }

  /** Seconds that the page's thread has worked since it was opened: a busy machine adds nothing. */
  async worked(): Promise<number> {
    const { metrics } = await this.send<{ metrics: { name: string; value: number }[] }>(
      "Performance.getMetrics",
    );
    return metrics.find(({ name }) => name === "TaskDuration")?.value ?? NaN;
  }

  /** What is seen, as WebP. */
  async picture(): Promise<Uint8Array<ArrayBuffer>> {
    const { data } = await this.send<{ data: string }>("Page.captureScreenshot", {
      ...{ format: "webp", quality: 85 },
    });
    return Uint8Array.fromBase64(data);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#session = undefined;
    await this.send("Browser.close");
    await this.#child.status;
    this.#socket.close();
    await Deno.remove(this.#profile, { recursive: true });
  }

  #take(message: { id?: number; method?: string; params?: Record<string, unknown> }): void {
    if (message.id !== undefined) {
      this.#answers.get(message.id)?.resolve(message);
      this.#answers.delete(message.id);
      return;
    }
    const { method = "", params = {} } = message;
    this.events.push({ method, params });
    this.#awaited.get(method)?.();
  }
}

/** Where the browser listens: it says so on stderr, which is read on so that it can go on writing. */
async function addressOf(stderr: ReadableStream<Uint8Array<ArrayBuffer>>): Promise<string> {
  const reader = stderr.pipeThrough(new TextDecoderStream()).getReader();
  let text = "";
  for (;;) {
    const { value, done } = await reader.read();
    if (done) throw new Error(`Cannot start Chromium: ${text}, expected it to listen`);
    text += value;
    const address = /listening on (ws:\S+)/.exec(text)?.[1];
    if (address === undefined) continue;
    reader.releaseLock();
    return address;
  }
}
