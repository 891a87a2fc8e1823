/** What the interface says to readers, as layouts/texts has it. A module imports texts and
 * says texts.GROUP.NAME, with values in parentheses where the text has places for them:
 * a string, or a list of children where a value is spread (texts.search.about(...nodes)).
 * texts.states is the names of the states of validity, and texts.content(e) an element
 * that holds documents' own words, with lang where these are in another language.
 *
 * The build puts the words of the site's language in place of each of these and drops the
 * import, so that they cost nothing; this module is never loaded.
 * @type {Record<string, any>} */
export const texts = {};
