import {
  UNSAFE_flatRoutes as flatRoutes,
  UNSAFE_getRouteConfigAppDirectory as appDirectory,
  UNSAFE_routeManifestToRouteConfig as toRouteConfig,
} from '@remix-run/dev';

/** Folder routes: app/routes/<address with dots>/route.tsx. These three functions are what `@remix-run/fs-routes` calls. */
export default toRouteConfig(flatRoutes(appDirectory(), ['**/.*', '**/*.css', '**/*.test.{ts,tsx}']));
