import { actorAction } from '#app/kernel/actor-route.server.ts';
import { jsonAnswer } from '#app/kernel/json-answer.server.ts';
import { caseResource } from '#app/features/cases/case-facts.server.ts';
import { CaseParams } from '#app/features/cases/case.schema.ts';
import { keepStatement } from '#app/features/statements/save-statement.server.ts';
import { SaveSchema } from '#app/features/statements/statement.schema.ts';

/** Where the page sends the text every few seconds while somebody writes; 409 = somebody else saved meanwhile. */
export const action = jsonAnswer(
  actorAction(
    { action: 'writeStatement', params: CaseParams, resource: caseResource, form: SaveSchema },
    ({ uow, params, form }) => keepStatement(uow, params.caseId, form),
  ),
);
