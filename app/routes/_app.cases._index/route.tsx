import { Form, Link, useActionData, useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import * as z from 'zod';
import { actorAction, actorLoader } from '#app/kernel/actor-route.server.ts';
import { ownOrganisation } from '#app/kernel/resource.server.ts';
import { listCases, showNames } from '#app/features/cases/list-cases.server.ts';
import { CaseListQuery } from '#app/features/cases/case.schema.ts';

export const loader = actorLoader(
  { action: 'listCases', resource: ownOrganisation, query: CaseListQuery },
  ({ uow, query }) => listCases(uow, query),
);

export const action = actorAction(
  { action: 'revealNames', resource: ownOrganisation, form: z.looseObject({}).pipe(CaseListQuery) },
  ({ uow, form }) => showNames(uow, form),
);

export default function Cases() {
  const { t } = useTranslation('cases');
  const { items } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const names = answer && 'names' in answer ? answer.names : undefined;
  return (
    <>
      <h1>{t('list.title')}</h1>
      <Link to="/cases/new">{t('list.open')}</Link>
      <Form method="post">
        <button>{t('list.showNames')}</button>
      </Form>
      <ul>
        {items.map((item) => (
          <li key={item.id}>
            <Link to={`/cases/${item.id}`}>{item.code}</Link> {names?.[item.id]}
          </li>
        ))}
      </ul>
    </>
  );
}
