const conditions = ['@caruso/source'];

/** Makes tests import the sources of workspace packages, so that no build is needed. */
export const sourceConditions = {
  resolve: { conditions },
  ssr: { resolve: { conditions: [...conditions, 'node', 'default'] } },
};
