import type { ShouldRevalidateFunctionArgs } from '@remix-run/react';
import { useActionData, useLoaderData } from '@remix-run/react';
import { actorAction, actorLoader, intents } from '#app/kernel/actor-route.server.ts';
import { caseResource } from '#app/features/cases/case-facts.server.ts';
import { CaseParams } from '#app/features/cases/case.schema.ts';
import { approveStatement, recordReadBack } from '#app/features/statements/approve-statement.server.ts';
import { saveStatement } from '#app/features/statements/save-statement.server.ts';
import { beginAnew, startStatement } from '#app/features/statements/start-statement.server.ts';
import {
  ApproveSchema,
  ReadBackSchema,
  RewriteSchema,
  SaveSchema,
  StartSchema,
} from '#app/features/statements/statement.schema.ts';
import { StatementPage } from '#app/features/statements/statement-page.tsx';
import { viewStatement } from '#app/features/statements/view-statement.server.ts';

export const meta = () => [{ title: 'Linden – text' }];

const write = { action: 'writeStatement', params: CaseParams, resource: caseResource } as const;
const approve = { ...write, action: 'approveStatement' } as const;

export const loader = actorLoader(
  { action: 'readStatement', params: CaseParams, resource: caseResource },
  ({ uow, params }) => viewStatement(uow, params.caseId),
);

export const action = intents({
  start: actorAction({ ...write, form: StartSchema }, ({ uow, params, form }) =>
    startStatement(uow, params.caseId, form.language),
  ),
  save: actorAction({ ...write, form: SaveSchema }, ({ uow, params, form }) => saveStatement(uow, params.caseId, form)),
  readBack: actorAction({ ...write, form: ReadBackSchema }, ({ uow, params, form }) =>
    recordReadBack(uow, params.caseId, form),
  ),
  approve: actorAction({ ...approve, form: ApproveSchema }, ({ uow, params, form }) =>
    approveStatement(uow, params.caseId, form),
  ),
  anew: actorAction({ ...write, form: RewriteSchema }, ({ uow, params, form }) =>
    beginAnew(uow, params.caseId, form.statementId),
  ),
});

/** After a conflict the page needs the text that was saved meanwhile. */
export function shouldRevalidate({ actionStatus, defaultShouldRevalidate }: ShouldRevalidateFunctionArgs) {
  return actionStatus === 409 || defaultShouldRevalidate;
}

export default function Statement() {
  return <StatementPage view={useLoaderData<typeof loader>()} answer={useActionData<typeof action>()} />;
}
