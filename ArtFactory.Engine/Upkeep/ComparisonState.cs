using System.Text.Json;
using ArtFactory.Data;

namespace ArtFactory.Engine.Upkeep;

/// <summary>How far the contents of originals were compared; kept in the job's row.</summary>
/// <param name="At">The last product compared; empty at the beginning of a round.</param>
/// <param name="Bytes">Compared in this job.</param>
/// <param name="Damaged">Files that were not what they should be: they are looked at again first.</param>
sealed record ComparisonState(Guid At, long Bytes, IReadOnlyList<string> Damaged)
{
    const string Name = "compared";
    const int MostDamaged = 1_000;

    public static ComparisonState New { get; } = new(Guid.Empty, 0, []);

    public static ComparisonState? Of(ParameterSet? arguments) =>
        arguments is not null && arguments.TryGetValue(Name, out var json) ? json.Deserialize<ComparisonState>(JsonSerializerOptions.Web) : null;

    public ParameterSet ToArguments() =>
        ParameterSet.Empty.With(Name, JsonSerializer.SerializeToElement(this with { Damaged = [.. Damaged.Take(MostDamaged)] }, JsonSerializerOptions.Web));
}
