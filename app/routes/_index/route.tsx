import { redirect } from '@remix-run/node';
import { sessionLoader } from '#app/kernel/actor-route.server.ts';
import { homeOf } from '#app/features/members/home.ts';

/** Everybody's way in: to the page where her work begins. */
export const loader = sessionLoader(({ actor }) => redirect(homeOf(actor.roles)));
