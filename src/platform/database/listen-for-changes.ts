import pg from 'pg';

const RETRY_MS = 500;

export interface Listening {
  stop(): Promise<void>;
}

/**
 * Hears of every change of the store, whichever process made it, with what was said of it. While the connection is lost changes may be missed:
 * `onTrust(false)` says so, and `onTrust(true)` that all further ones are heard.
 */
export function listenForChanges(
  connection: pg.ClientConfig,
  channel: string,
  on: { readonly change: (about: string) => void; readonly trust: (isTrusted: boolean) => void },
): Listening {
  let isStopping = false;
  let client: pg.Client | undefined;
  let timer: NodeJS.Timeout | undefined;

  function again(): void {
    on.trust(false);
    client = undefined;
    if (!isStopping) timer = setTimeout(() => void connect(), RETRY_MS).unref();
  }

  async function connect(): Promise<void> {
    const own = new pg.Client(connection);
    own.on('error', () => undefined);
    own.once('end', again);
    own.on('notification', ({ payload = '' }) => {
      on.change(payload);
    });
    try {
      await own.connect();
      await own.query(`listen ${pg.escapeIdentifier(channel)}`);
      client = own;
      on.trust(true);
    } catch {
      await own.end().catch(() => undefined);
    }
  }

  void connect();
  return {
    async stop() {
      isStopping = true;
      clearTimeout(timer);
      await client?.end();
    },
  };
}
