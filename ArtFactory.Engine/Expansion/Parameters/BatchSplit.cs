using System.Globalization;
using ArtFactory.Engine.Providers;

namespace ArtFactory.Engine.Expansion.Parameters;

/// <summary>
/// More products than one request makes: several requests, each with as many as it takes. They differ in nothing but their seeds, which
/// follow from their places in the order.
/// </summary>
/// <param name="Asked">How many were asked for.</param>
/// <param name="Most">How many one request makes at most.</param>
sealed record BatchSplit(int Asked, int Most)
{
    /// <summary>Nobody means more with one number.</summary>
    const int MostAsked = 10_000;

    /// <summary>What each request asks for.</summary>
    public IEnumerable<string> Counts =>
        Enumerable.Range(0, (Asked + Most - 1) / Most).Select(i => Math.Min(Most, Asked - (i * Most)).ToString(CultureInfo.InvariantCulture));

    /// <summary>Null unless the parameter is the one that asks for several products of a request, and the number is above what it takes.</summary>
    public static BatchSplit? Of(string text, ParameterSpec? spec)
    {
        if (spec is not { Type: ParameterType.Integer, Maximum: >= 1 and <= MostAsked } || !SharedNames.Counts.Contains(spec.Name, LooseName.Comparer)) return null;
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var asked) && asked > spec.Maximum && asked <= MostAsked
            ? new(asked, (int)spec.Maximum.Value)
            : null;
    }

    /// <summary>What is made of it, for a person.</summary>
    public string Words(string name) => $"{name} takes {Most} at most: {Asked:#,0} are made by {(Asked + Most - 1) / Most:#,0} requests.";
}
