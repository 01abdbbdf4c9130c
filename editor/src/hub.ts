import { type HubConnection, HubConnectionBuilder, HubConnectionState, LogLevel } from '@microsoft/signalr';
import { Backoff } from './backoff.ts';
import type { Clock } from './clock.ts';
import type { Transport } from './live.ts';
import type { LiveEvents } from './protocol.ts';

/** Who is told what the connection does. */
export interface HubListener {
  connected(): void;
  disconnected(): void;
  receive<K extends keyof LiveEvents>(event: K, message: LiveEvents[K]): void;
}

export type HubState = 'connecting' | 'connected' | 'offline' | 'signIn';

/** Short enough that a connection which died in silence is found while somebody types. */
const SILENCE = 10_000;
const LONGEST_SILENCE = 80_000;

const EVENTS: (keyof LiveEvents)[] = ['updates', 'cursor', 'members', 'published', 'refused'];

/** The SignalR connection to the hub; it comes back for ever. */
export class Hub implements Transport {
  state: HubState = 'connecting';
  /** Since when there is no connection, in milliseconds since 1970. */
  lostAt: number | null = null;
  listener: HubListener | null = null;
  private readonly connection: HubConnection;
  private readonly backoff: Backoff;
  private starting = false;

  constructor(
    url: string,
    private readonly clock: Clock,
    private readonly changed: () => void,
  ) {
    this.backoff = new Backoff(clock);
    this.connection = new HubConnectionBuilder().withUrl(url).configureLogging(LogLevel.None).build();
    this.connection.keepAliveIntervalInMilliseconds = 3_000;
    this.connection.serverTimeoutInMilliseconds = SILENCE;
    this.connection.onclose(() => this.lost('offline'));
    for (const event of EVENTS) {
      this.connection.on(event, (message) => this.listener?.receive(event, message));
    }
    window.addEventListener('online', () => this.hurry());
    window.addEventListener('focus', () => this.hurry());
    document.addEventListener('visibilitychange', () => !document.hidden && this.hurry());
  }

  async start(): Promise<void> {
    if (this.starting || this.connection.state !== HubConnectionState.Disconnected) {
      return;
    }
    this.starting = true;
    try {
      await this.connection.start();
      this.starting = false;
    } catch (error) {
      this.starting = false;
      return this.lost(asksToSignIn(error) ? 'signIn' : 'offline');
    }
    this.state = 'connected';
    this.lostAt = null;
    this.backoff.reset();
    this.changed();
    this.listener?.connected();
  }

  /** Another listener takes over; it is told at once if the connection stands. */
  hand(listener: HubListener): void {
    this.listener = listener;
    if (this.state === 'connected') {
      listener.connected();
    }
  }

  async invoke<T>(method: string, argument: object): Promise<T> {
    const answer = await this.connection.invoke<T>(method, argument);
    this.connection.serverTimeoutInMilliseconds = SILENCE;
    return answer;
  }

  send(method: string, argument: object): void {
    // A cursor that is lost is followed by the next.
    this.connection.send(method, argument).catch(() => {});
  }

  reset(): void {
    void this.connection.stop();
  }

  /** Something says that the network may be back. */
  hurry(): void {
    if (this.state !== 'connected') {
      this.backoff.reset();
      void this.start();
    }
  }

  private lost(state: 'offline' | 'signIn'): void {
    const was = this.state;
    this.state = state;
    this.lostAt ??= this.clock.now();
    if (was === 'connected') {
      // A large page on a slow line is silent until it is whole: be more patient each time, until an answer gets through.
      this.connection.serverTimeoutInMilliseconds = Math.min(LONGEST_SILENCE, this.connection.serverTimeoutInMilliseconds * 2);
      this.listener?.disconnected();
    }
    this.changed();
    this.backoff.retry(() => void this.start());
  }
}

function asksToSignIn(error: unknown): boolean {
  return (error as { statusCode?: number }).statusCode === 401 || /\b401\b/.test(String(error));
}
