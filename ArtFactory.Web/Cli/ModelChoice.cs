using ArtFactory.Engine.Providers;

namespace ArtFactory.Web.Cli;

/// <summary>Finds the model a person named as <c>provider/model</c>.</summary>
static class ModelChoice
{
    const int Suggestions = 5;

    /// <exception cref="VerbException">There is no such model; the message names near ones.</exception>
    public static async Task<ModelView> FindAsync(IProviderCatalog catalog, string name, CancellationToken cancellationToken)
    {
        var slash = name.IndexOf('/', StringComparison.Ordinal);
        if (slash > 0 && slash < name.Length - 1
            && await catalog.FindAsync(name[..slash], name[(slash + 1)..], cancellationToken) is { } model) return model;

        var near = (await catalog.ModelsAsync(cancellationToken: cancellationToken))
            .Select(known => $"{known.ProviderId}/{known.ModelId}")
            .Select(known => (known, distance: Distance(name, known)))
            .Where(pair => pair.distance <= Math.Max(3, name.Length / 3))
            .OrderBy(pair => pair.distance).ThenBy(pair => pair.known, StringComparer.Ordinal)
            .Take(Suggestions)
            .Select(pair => pair.known);
        var nearest = string.Join(", ", near);
        throw new VerbException(ExitCode.NotFound,
            $"there is no model {name}. {(nearest.Length > 0 ? $"Near: {nearest}. " : "")}./artfactory models lists them all.");
    }

    /// <summary>How far what was typed is from a known name; a part of the name counts as near.</summary>
    internal static int Distance(string typed, string known)
    {
        var distance = EditDistance(typed.ToLowerInvariant(), known.ToLowerInvariant());
        var model = known[(known.IndexOf('/', StringComparison.Ordinal) + 1)..];
        distance = Math.Min(distance, EditDistance(typed.ToLowerInvariant(), model.ToLowerInvariant()));
        return known.Contains(typed, StringComparison.OrdinalIgnoreCase) ? Math.Min(distance, 1) : distance;
    }

    static int EditDistance(string a, string b)
    {
        var previous = Enumerable.Range(0, b.Length + 1).ToArray();
        var current = new int[b.Length + 1];
        for (var i = 1; i <= a.Length; i++)
        {
            current[0] = i;
            for (var j = 1; j <= b.Length; j++)
                current[j] = Math.Min(Math.Min(previous[j], current[j - 1]) + 1, previous[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1));
            (previous, current) = (current, previous);
        }

        return previous[b.Length];
    }
}
