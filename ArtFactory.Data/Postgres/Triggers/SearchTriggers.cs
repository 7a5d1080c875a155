namespace ArtFactory.Data.Postgres.Triggers;

/// <summary>
/// Keeps <c>search_vector</c> of products and orders: their words with case and accents folded, in their order. What is in the trash
/// has none: a search need not look at the rest of the row to know. The words are split by us and not by the server's parser, which
/// would take <c>oil-paint</c> or <c>a/b</c> for one.
/// </summary>
static class SearchTriggers
{
    /// <summary>More of a text is not searched: a vector has a limit that would refuse the row.</summary>
    const int MostLetters = 100_000;

    public static IReadOnlyList<string> Helpers { get; } =
    [
        // All that is no letter or digit of any script is a gap: the ASCII signs, the Latin ones, general punctuation and symbols, CJK punctuation.
        $$"""
        CREATE OR REPLACE FUNCTION search_words(content text) RETURNS text[] LANGUAGE sql IMMUTABLE PARALLEL SAFE RETURNS NULL ON NULL INPUT AS $body$
            SELECT array_remove(string_to_array(regexp_replace(
                regexp_replace(normalize(lower(left(content, {{MostLetters}}) COLLATE "default"), NFKD), '[\u0300-\u036f]+', '', 'g'),
                '[\u0001-\u002f\u003a-\u0040\u005b-\u0060\u007b-\u00a9\u00ab-\u00b1\u00b4\u00b6-\u00b8\u00bb\u00bf\u00d7\u00f7\u2000-\u206f\u20a0-\u20cf\u2100-\u2bff\u3000-\u3004\u3008-\u3020\ufe30-\ufe4f\uff01-\uff0f\uff1a-\uff20]+',
                ' ', 'g'), ' '), '')
        $body$;
        """,

        // Positions end at 16383; a separator keeps the last word of one text from standing beside the first of the next.
        """
        CREATE OR REPLACE FUNCTION search_vector_of(content text) RETURNS tsvector LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $body$
            SELECT coalesce(string_agg('''' || left(word, 500) || ''':' || least(place, 16383), ' ')::tsvector || '''|'':1'::tsvector, ''::tsvector)
            FROM unnest(search_words(content)) WITH ORDINALITY AS words(word, place)
        $body$;
        """,

        // Parts stand between U+001F; the words of one follow each other, and a star at its end lets the last be a beginning.
        """
        CREATE OR REPLACE FUNCTION search_query(expression text) RETURNS tsquery LANGUAGE sql IMMUTABLE PARALLEL SAFE RETURNS NULL ON NULL INPUT AS $body$
            SELECT string_agg(phrase, ' & ' ORDER BY number)::tsquery FROM (
                SELECT number, string_agg(
                    '''' || left(word, 500) || '''' || CASE WHEN place = cardinality(words) AND right(part, 1) = '*' THEN ':*' ELSE '' END, ' <-> ' ORDER BY place) AS phrase
                FROM unnest(string_to_array(expression, chr(31))) WITH ORDINALITY AS parts(part, number),
                    search_words(part) AS words, unnest(words) WITH ORDINALITY AS w(word, place)
                GROUP BY number) AS phrases
        $body$;
        """,
        """
        CREATE OR REPLACE FUNCTION search_texts(content jsonb) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $body$
            SELECT string_agg(found #>> '{}', ' ') FROM jsonb_path_query(content, 'strict $.** ? (@.type() == "string")') AS found
        $body$;
        """,
    ];

    public static IReadOnlyList<PostgresFunction> Functions { get; } =
    [
        new("set_products_search", $"NEW.search_vector := {ProductVector("NEW")};", "NEW"),
        new("set_orders_search", $"NEW.search_vector := {OrderVector("NEW")};", "NEW"),
    ];

    public static IReadOnlyList<PostgresTrigger> All { get; } =
    [
        PostgresTrigger.Row("search_products_insert", "products", "BEFORE INSERT", "", "set_products_search"),
        PostgresTrigger.Row("search_products_update", "products", "BEFORE UPDATE OF prompt, notes, metadata, deleted_at",
            Changed("prompt", "notes", "metadata"), "set_products_search"),
        PostgresTrigger.Row("search_orders_insert", "orders", "BEFORE INSERT", "", "set_orders_search"),
        PostgresTrigger.Row("search_orders_update", "orders", "BEFORE UPDATE OF base_parameter_set, deleted_at", Changed("base_parameter_set"), "set_orders_search"),
    ];

    /// <summary>Statements that make all vectors anew from the rows.</summary>
    public static IReadOnlyList<string> Refill { get; } =
    [
        $"UPDATE products SET search_vector = {ProductVector("products")};",
        $"UPDATE orders SET search_vector = {OrderVector("orders")};",
    ];

    static string Changed(params string[] columns) => string.Join(" OR ",
        columns.Select(c => $"OLD.{c} IS DISTINCT FROM NEW.{c}").Append("(OLD.deleted_at IS NULL) <> (NEW.deleted_at IS NULL)"));

    static string ProductVector(string row) =>
        $"CASE WHEN {row}.deleted_at IS NULL THEN search_vector_of({row}.prompt) || search_vector_of({row}.notes) || search_vector_of(search_texts({row}.metadata)) END";

    static string OrderVector(string row) =>
        $"CASE WHEN {row}.deleted_at IS NULL THEN search_vector_of({row}.base_parameter_set ->> 'prompt') || search_vector_of({row}.base_parameter_set ->> 'negative_prompt') END";
}
