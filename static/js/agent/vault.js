import { AgentError } from "./errors.js";

const PENDING_MILLISECONDS = 60_000;
// As long as a login request lives.
const REQUEST_MILLISECONDS = 900_000;
const MINUTE = 60_000;
const DEFAULT_IDLE_MINUTES = 15;
const NO_PAGE = "no page open";
const SEALED = "sealed key";
// How often what lies on the device learns that the person is still there.
const BETWEEN_NOTES = 60_000;

/** What is unlocked and until when. All secrets hang on `#session` and `#pending`. */
export class Vault {
  #session = null;
  #pending = null;
  #now;
  #onLock;
  #shelf;
  #over = null;

  /**
   * @param {{ now?: () => number, onLock?: (reason: string) => void, shelf?: object }} surroundings `shelf` keeps
   *     ciphertext on the device, as `createShelf` makes it.
   */
  constructor({ now = Date.now, onLock = () => {}, shelf = null } = {}) {
    this.#now = now;
    this.#onLock = onLock;
    this.#shelf = shelf;
  }

  /** Return the unlocked session, or null. */
  get session() {
    return this.#session;
  }

  /** Say whether the server session of that epoch has to end, since nobody was there for too long. */
  isOver(epoch) {
    return epoch !== null && this.#over === epoch;
  }

  /** Return the unlocked session, or refuse. */
  need() {
    if (!this.#session) throw new AgentError("locked", "the vault is locked");
    return this.#session;
  }

  /** Keep a stretched master key until the server has answered the login. */
  setPending(key) {
    this.#pending = { key, until: this.#now() + PENDING_MILLISECONDS };
  }

  /** Keep what opens the answer to a login request, until another device has given it. */
  setRequest(key) {
    this.#pending = { key, until: this.#now() + REQUEST_MILLISECONDS };
  }

  /** Hand out once what waits for the answer to a login. */
  takePending() {
    const pending = this.#pending;
    this.dropPending();
    if (!pending) throw new AgentError("locked", "the master password must be entered again");
    return pending.key;
  }

  /**
   * Unlock for one person and one server session.
   *
   * @param {object} session `keyring`, `userId`, `email`, `epoch`, `timeoutMinutes` (null: no idle limit), and
   *     `idleAction`: with "logOut" the server session ends with the idle time, too. `sealed` is the key as it may lie on
   *     the device, where the person wants to stay unlocked when this worker ends.
   */
  unlock({ timeoutMinutes = DEFAULT_IDLE_MINUTES, ...session }) {
    if (timeoutMinutes !== null && !(timeoutMinutes > 0)) throw new AgentError("refused", "not an idle time");
    if (this.#session?.epoch !== session.epoch) this.lock("another session");
    this.#session = { ...session, indexes: new Map(), generated: [], noted: -Infinity, shelf: this.#shelf, idle: (timeoutMinutes ?? Infinity) * MINUTE };
    if (!session.sealed) this.unseal();
    this.touch();
  }

  /** Note that the person did something. */
  touch() {
    const session = this.#session;
    if (!session) return;
    const now = this.#now();
    session.deadline = now + session.idle;
    if (!session.sealed || now < session.noted + BETWEEN_NOTES) return;
    session.noted = now;
    this.#shelf?.put(SEALED, { ...session.sealed, until: session.deadline }).catch(() => {});
  }

  /** Return the key as it lies sealed on the device, or null; past its idle time it is gone. */
  async sealed() {
    const kept = await this.#shelf?.get(SEALED).catch(() => null);
    if (kept && this.#now() <= kept.until) return kept;
    this.unseal();
    return null;
  }

  /** Let nothing of the key lie on the device. */
  unseal() {
    this.#shelf?.remove(SEALED).catch(() => {});
  }

  /** Wipe what is past its time; also right after the machine slept. */
  expire() {
    const now = this.#now();
    if (this.#pending && now > this.#pending.until) this.dropPending();
    if (this.#session && now > this.#session.deadline) this.#timeOut(this.#session);
  }

  /** Forget the stretched master key of a login that was given up. */
  dropPending() {
    this.#pending = null;
  }

  #timeOut({ idleAction, epoch }) {
    if (idleAction !== "logOut") return this.lock("idle");
    this.#over = epoch;
    this.lock("over");
  }

  /** Forget every key and index and tell the pages. */
  lock(reason) {
    if (!this.#session) return;
    this.#session.indexes.clear();
    this.#session = null;
    // Whoever wants to stay unlocked may close the last page and come back.
    if (reason !== NO_PAGE) this.unseal();
    this.#onLock(reason);
  }
}
