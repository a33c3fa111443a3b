import type { SubmissionResult } from '@conform-to/react';
import { parseWithZod } from '@conform-to/zod/v4';
import { data, redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from '@remix-run/node';
import type * as z from 'zod';
import { zodErrorKeys } from '#app/platform/i18n/zod-errors.ts';
import { systemClock } from '#app/platform/clock.ts';
import type { ActionFor, ActionName, ResourceType } from './actions.ts';
import type { Actor, SignedIn } from './actor.server.ts';
import { answering } from './answering.server.ts';
import { done, Redirect, redirectTo, type Done } from './audit-events.ts';
import { forgetDraft } from './draft-mark.server.ts';
import { Conflict, Invalid, NotFound, ReadTooMuch } from './errors.ts';
import { readForm, requireOwnOrigin } from './form-request.server.ts';
import { isSomebodyElses } from './held-form.server.ts';
import { asksAgain, requireFresh, requireMember, requirePending, requireReady } from './require-member.server.ts';
import { type ResourceRef } from './resource.server.ts';
import { saidCookie } from './said.server.ts';
import type { Pending } from './signed-in.server.ts';
import { claimSubmission, finishSubmission, isDuplicate } from './submission.server.ts';
import { withUnitOfWork, type UnitOfWork, type Work } from './unit-of-work.server.ts';

/** What a route says of itself; `npm run routes` and the route matrix read it. */
export type Declaration =
  | { readonly kind: 'public' | 'pending' | 'session' }
  | { readonly kind: 'actor'; readonly action: ActionName; readonly intent?: string }
  | { readonly kind: 'intents'; readonly intents: readonly Declaration[] };

type Declared<Handler> = Handler & { readonly declaration: Declaration };
type NoParams = z.ZodObject<Record<never, never>>;

interface LoaderDeclaration<Type extends ResourceType, Params extends z.ZodType, Query extends z.ZodType> {
  action: ActionFor<Type>;
  resource: ResourceRef<Type, z.output<Params>>;
  params?: Params;
  /** the search parameters; give every field a `.catch()`, a bad link must not be an error */
  query?: Query;
  /** as `stepUp` of the action, for this route alone */
  stepUp?: true;
}

interface ActionDeclaration<Type extends ResourceType, Params extends z.ZodType, Form extends z.ZodType> {
  action: ActionFor<Type>;
  resource: ResourceRef<Type, z.output<Params>>;
  params?: Params;
  form: Form;
  /** a file of at most so many bytes may come with the form */
  maxFileBytes?: number;
  /** as `stepUp` of the action, for this form alone */
  stepUp?: true;
}

export interface LoaderWork<Params, Query> {
  uow: UnitOfWork;
  actor: Actor;
  params: Params;
  query: Query;
  request: Request;
}

export interface ActionWork<Params, Form> {
  uow: UnitOfWork;
  actor: Actor;
  params: Params;
  form: Form;
}

type Args = LoaderFunctionArgs | ActionFunctionArgs;

/** A page or resource for a signed-in member: session → policy → scope → row-level security → codec → audit. */
export function actorLoader<
  Type extends ResourceType,
  View,
  Params extends z.ZodType = NoParams,
  Query extends z.ZodType = NoParams,
>(
  declared: LoaderDeclaration<Type, Params, Query>,
  handler: (work: LoaderWork<z.output<Params>, z.output<Query>>) => Promise<Done<View>>,
) {
  const loader = (args: LoaderFunctionArgs): Promise<View> =>
    answering(args, async () => {
      const member = await requireReady(args, declared);
      const params = parseParams(declared.params, args.params);
      const query = (declared.query?.parse(queryOf(args.request)) ?? {}) as z.output<Query>;
      const work = {
        action: declared.action,
        resource: (uow: UnitOfWork) => declared.resource.load(uow, params),
        now: systemClock.now(),
      };
      const view = await withUnitOfWork(member, work, (uow) => {
        if (asksAgain(declared)) requireFresh(member, args);
        return handler({ uow, actor: member.actor, params, query, request: args.request });
      });
      if (view instanceof Redirect) throw redirect(view.location, 303);
      return view;
    });
  return declare(loader, { kind: 'actor', action: declared.action });
}

/** What a form's page gets back when the post did not succeed; typed values are kept in `lastResult`. */
export type FormAnswer = {
  lastResult: SubmissionResult<string[]> | null;
  conflict?: object;
  /** the page was made for somebody else, who was signed in in this browser before; nothing was done */
  otherMember?: true;
};

/** A form's post. Origin check → session → parse → transaction → policy → once → handler → event → commit. */
export function actorAction<
  Type extends ResourceType,
  View,
  Form extends z.ZodType,
  Params extends z.ZodType = NoParams,
>(
  declared: ActionDeclaration<Type, Params, Form>,
  handler: (work: ActionWork<z.output<Params>, z.output<Form>>) => Promise<Done<View>>,
) {
  const action = (args: ActionFunctionArgs) =>
    answering(args, async () => {
      requireOwnOrigin(args.request);
      const member = await requireReady(args, declared);
      const params = parseParams(declared.params, args.params);
      const formData = await readForm(args.request, declared.maxFileBytes);
      const submission = parseWithZod(formData, { schema: declared.form, error: zodErrorKeys });
      if (isSomebodyElses(formData, member.actor.id)) {
        const lastResult = submission.reply({ formErrors: ['other_member'] });
        return data({ lastResult, otherMember: true } as FormAnswer, { status: 409 });
      }
      const token = tokenOf(formData);
      let said: string | null = null;
      const work: Work = {
        action: declared.action,
        resource: (uow) => declared.resource.load(uow, params),
        now: systemClock.now(),
        replay: async (uow) => {
          const earlier = submission.status === 'success' ? await claimSubmission(uow, token) : null;
          return earlier && done(redirectTo(earlier.location ?? new URL(args.request.url).pathname), repeated);
        },
      };
      try {
        const view = await withUnitOfWork(member, work, async (uow) => {
          if (asksAgain(declared)) requireFresh(member, args);
          if (submission.status !== 'success') throw new Invalid({});
          const outcome = await handler({ uow, actor: member.actor, params, form: submission.value as z.output<Form> });
          await forgetDraft(uow, formData.get('_draft'));
          said = outcome.event.type;
          if (outcome.view instanceof Redirect) await finishSubmission(uow, token, outcome.view.location);
          return outcome as Done<View | Redirect>;
        });
        if (view instanceof Redirect)
          return redirect(view.location, {
            status: 303,
            ...(said ? { headers: { 'Set-Cookie': saidCookie(said) } } : {}),
          });
        return { lastResult: null, ...(view as object) } as FormAnswer & Exclude<View, Redirect>;
      } catch (error) {
        if (error instanceof Invalid) {
          const fieldErrors = Object.keys(error.fields).length > 0 ? { fieldErrors: error.fields } : undefined;
          return data({ lastResult: submission.reply(fieldErrors) } as FormAnswer, { status: 422 });
        }
        if (error instanceof ReadTooMuch) {
          return data({ lastResult: submission.reply({ formErrors: ['read_too_much'] }) } as FormAnswer, {
            status: 429,
          });
        }
        if (error instanceof Conflict || isDuplicate(error)) {
          const conflict = error instanceof Conflict ? error.view : {};
          const lastResult = submission.reply({ formErrors: ['changed_meanwhile'] });
          return data({ lastResult, conflict } as FormAnswer, { status: 409 });
        }
        throw error;
      }
    });
  return declare(action, { kind: 'actor', action: declared.action });
}

const repeated = { type: 'form.repeated', detail: {} } as const;
declare module './audit-events.ts' {
  interface AuditEvents {
    /** the same form was posted twice; nothing was done the second time */
    'form.repeated': Record<string, never>;
  }
}

/** Several forms on one page: the field `intent` names which. An unknown intent is a 400. */
export function intents<Actions extends Record<string, Declared<(args: ActionFunctionArgs) => Promise<unknown>>>>(
  actions: Actions,
) {
  const action = async (args: ActionFunctionArgs) =>
    answering(args, async () => {
      requireOwnOrigin(args.request);
      const intent = String((await readForm(args.request)).get('intent') ?? '');
      const chosen = Object.hasOwn(actions, intent) ? actions[intent] : undefined;
      if (!chosen) throw data({ error: 'bad_request' }, { status: 400 });
      return (await chosen(args)) as Awaited<ReturnType<Actions[keyof Actions]>>;
    });
  const declared = Object.entries(actions).map(
    ([intent, { declaration }]) => ({ ...declaration, intent }) as Declaration,
  );
  return declare(action, { kind: 'intents', intents: declared });
}

/** For everybody, signed in or not. `handler` gets no member and no database. */
export function publicLoader<View>(handler: (args: LoaderFunctionArgs) => Promise<View> | View) {
  return declare((args: LoaderFunctionArgs): Promise<View> => answering(args, async () => handler(args)), {
    kind: 'public',
  });
}

/** A form for everybody, from our own pages only. */
export function publicAction<View>(handler: (args: ActionFunctionArgs) => Promise<View> | View) {
  return declare(
    (args: ActionFunctionArgs): Promise<View> =>
      answering(args, async () => {
        requireOwnOrigin(args.request);
        return handler(args);
      }),
    { kind: 'public' },
  );
}

/** `stepUp`: asks for a fresh confirmation that it is her before the handler runs. */
interface AccountDeclaration {
  stepUp?: true;
}

/** For any signed-in member, about her own account only: no unit of work, so no content. */
export function sessionLoader<View>(
  handler: (member: SignedIn, args: LoaderFunctionArgs) => Promise<View> | View,
  declared: AccountDeclaration = {},
) {
  const loader = (args: LoaderFunctionArgs): Promise<View> =>
    answering(args, async () => {
      const member = await requireMember(args);
      if (declared.stepUp) requireFresh(member, args);
      return handler(member, args);
    });
  return declare(loader, { kind: 'session' });
}

export function sessionAction<View>(
  handler: (member: SignedIn, args: ActionFunctionArgs) => Promise<View> | View,
  declared: AccountDeclaration = {},
) {
  const action = (args: ActionFunctionArgs): Promise<View> =>
    answering(args, async () => {
      requireOwnOrigin(args.request);
      const member = await requireMember(args);
      if (declared.stepUp) requireFresh(member, args);
      return handler(member, args);
    });
  return declare(action, { kind: 'session' });
}

/** For who has given her password and not yet her second factor. A signed-in member has nothing to do there. */
export function pendingLoader<View>(handler: (pending: Pending, args: LoaderFunctionArgs) => Promise<View> | View) {
  return declare(
    (args: LoaderFunctionArgs): Promise<View> => answering(args, async () => handler(await requirePending(args), args)),
    { kind: 'pending' },
  );
}

export function pendingAction<View>(handler: (pending: Pending, args: ActionFunctionArgs) => Promise<View> | View) {
  return declare(
    (args: ActionFunctionArgs): Promise<View> =>
      answering(args, async () => {
        requireOwnOrigin(args.request);
        return handler(await requirePending(args), args);
      }),
    { kind: 'pending' },
  );
}

function declare<Handler extends object>(handler: Handler, declaration: Declaration): Declared<Handler> {
  return Object.assign(handler, { declaration });
}

function parseParams<Params extends z.ZodType>(schema: Params | undefined, params: Args['params']): z.output<Params> {
  if (!schema) return {} as z.output<Params>;
  const result = schema.safeParse(params);
  if (!result.success) throw new NotFound();
  return result.data;
}

/** Without NUL, which PostgreSQL refuses in a text. */
function queryOf(request: Request): Record<string, string> {
  return Object.fromEntries(
    [...new URL(request.url).searchParams].map(([name, value]) => [name, value.replaceAll('\0', '')]),
  );
}

function tokenOf(form: FormData): string | null {
  const token = form.get('_once');
  return typeof token === 'string' ? token : null;
}
