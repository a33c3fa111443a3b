import { redirect } from '@remix-run/node';
import { sessionAction } from '#app/kernel/actor-route.server.ts';
import { signOut } from '#app/features/members/sign-out.server.ts';

export const action = sessionAction(async (member) =>
  redirect('/login', { status: 303, headers: { 'Set-Cookie': await signOut(member) } }),
);
