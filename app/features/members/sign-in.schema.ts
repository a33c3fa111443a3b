import * as z from 'zod';

export const SignInSchema = z.object({
  email: z.string().trim().min(1).max(254),
  password: z.string().min(1).max(1024),
});

/** Where to go after signing in: a path of ours, never another host. */
export function ownPath(to: string | null): string {
  return to && /^\/(?![/\\])[\w\-./?=&%]*$/.test(to) && !to.startsWith('/login') ? to : '/';
}
