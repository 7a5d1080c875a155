using System.Text.Json;
using ArtFactory.Engine.Providers;
using ArtFactory.Engine.Providers.Studio;
using ArtFactory.Tests.Providers.Transport;

namespace ArtFactory.Tests.Studio;

/// <summary>What the studio's forms offer to play, it plays.</summary>
public sealed class DemonstrationTests
{
    [Fact]
    public void Each_kind_of_failure_that_a_form_offers_is_one_of_its_own()
    {
        foreach (var model in StudioSeeds.Ids)
        {
            var kinds = StudioSeeds.Schema(model).Find("fail_with").ShouldNotBeNull().Options.Select(o => o.Value).ToList();
            kinds.ShouldBe(["none", "transient", "rate-limited", "moderation", "validation", "payment", "authentication", "ambiguous"]);
            kinds.Select(Played).ShouldBe(["", "Transient", "RateLimited", "Moderation", "Validation", "Payment", "Authentication", "lost"], model);
        }
    }

    /// <summary>As templates made before call it.</summary>
    [Fact]
    public void An_invalid_parameter_by_its_older_name_is_not_retried() => Played("invalid").ShouldBe("Validation");

    static string Played(string kind) =>
        Demonstration.Of(Asking.Request("flow-field", JsonSerializer.Serialize(new { fail_with = kind }))).Failure switch
        {
            null => "",
            ProviderAnswer.Rejected rejected => rejected.Class.ToString(),
            ProviderAnswer.Ambiguous => "lost",
            var other => other.ToString(),
        };
}
