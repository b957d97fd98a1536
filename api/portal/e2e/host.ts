import { randomUUID } from 'node:crypto';

type Fields = Record<string, unknown>;
type Headers = Record<string, string>;
/** A row of a list, as the API tells it. */
export type Told = Fields & { id: string };

/** The API as somebody who signed in without a browser. */
export class Host {
  private constructor(
    private readonly url: string,
    private readonly token: string,
  ) {}

  static async of(url: string, user: string, password: string): Promise<Host> {
    const { token } = await answered(
      await fetch(`${url}/v1/session`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ user, password }),
      }),
    );
    return new Host(url, String(token));
  }

  /** Reads one answer. */
  async get<T = Fields>(path: string): Promise<T> {
    const headers = { authorization: `Bearer ${this.token}` };
    return (await answered(await fetch(`${this.url}${path}`, { headers }))) as T;
  }

  /** Asks for something to be done. */
  async post<T = Fields>(path: string, body: Fields = {}, headers: Headers = {}): Promise<T> {
    const response = await fetch(`${this.url}${path}`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${this.token}`,
        'content-type': 'application/json',
        ...headers,
      },
      body: JSON.stringify(body),
    });
    return (await answered(response)) as T;
  }

  /** Reads the first rows of a list. */
  async rows(path: string): Promise<Told[]> {
    return (await this.get<{ rows: Told[] }>(path)).rows;
  }

  /** Gives somebody a password, as an administrator may. */
  async setPassword(user: string, password: string): Promise<void> {
    const response = await fetch(`${this.url}/v1/users/${user}/password`, {
      method: 'PUT',
      headers: { authorization: `Bearer ${this.token}`, 'content-type': 'application/json' },
      body: JSON.stringify({ password }),
    });
    if (!response.ok) throw new Error(`${response.status} ${response.url}`);
  }

  /** Asks for a command; gives the record that it made, if it made one. */
  async ask(command: string, body: Fields): Promise<string> {
    const key = { 'idempotency-key': randomUUID() };
    const path = `/v1/commands/${command}`;
    const { records } = await this.post<{ records?: string[] }>(path, body, key);
    return records?.[0] ?? '';
  }
}

async function answered<T = Fields>(response: Response): Promise<T> {
  if (!response.ok) throw new Error(`${response.status} ${response.url}: ${await response.text()}`);
  return (await response.json()) as T;
}
