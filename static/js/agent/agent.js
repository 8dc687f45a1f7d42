import { AgentError } from "./errors.js";
import { accountOperations } from "./ops/account.js";
import { changeOperations } from "./ops/changes.js";
import { duplicateOperations } from "./ops/duplicates.js";
import { documentOperations } from "./ops/documents.js";
import { emergencyOperations } from "./ops/emergency.js";
import { generatedOperations } from "./ops/generated.js";
import { itemOperations } from "./ops/items.js";
import { keyOperations } from "./ops/keys.js";
import { passkeyOperations } from "./ops/passkeys.js";
import { recoveryOperations } from "./ops/recovery.js";
import { reportOperations } from "./ops/reports.js";
import { rotationOperations } from "./ops/rotation.js";
import { sendOperations } from "./ops/sends.js";
import { Vault } from "./vault.js";

const PUBLIC = new Set(["status", "derive", "unlock", "resume", "askDevice", "unlockByRequest", "unlockByPasskey", "register", "lock"]);
const OPERATIONS = {
  ...accountOperations,
  ...keyOperations,
  ...itemOperations,
  ...changeOperations,
  ...duplicateOperations,
  ...sendOperations,
  ...emergencyOperations,
  ...documentOperations,
  ...reportOperations,
  ...recoveryOperations,
  ...rotationOperations,
  ...passkeyOperations,
  ...generatedOperations,
};

/**
 * Make an agent without its surroundings: the shared worker adds ports and a clock.
 *
 * @param {{ now?: () => number, onLock?: (reason: string) => void, shelf?: object }} [surroundings]
 * @returns {{ handle: (op: string, args?: object) => Promise<unknown>, vault: Vault }}
 */
export function createAgent(surroundings) {
  const vault = new Vault(surroundings);
  return { vault, handle: (op, args = {}) => handle(vault, op, args ?? {}) };
}

async function handle(vault, op, args) {
  vault.expire();
  if (!Object.hasOwn(OPERATIONS, op)) throw new AgentError("unknown_operation", "unknown operation");
  if (PUBLIC.has(op)) return OPERATIONS[op](vault, args);
  const session = vault.need();
  const result = await OPERATIONS[op](session, args);
  // Whatever was under way when the vault locked must not leave it any more.
  if (vault.session !== session) throw new AgentError("locked", "the vault was locked meanwhile");
  return result;
}
