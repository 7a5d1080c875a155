using ArtFactory.Web.Shared;

namespace ArtFactory.Tests.Components;

public sealed class LogDetailsTests
{
    [Theory]
    [InlineData("""{"provider_ms":704,"total_ms":1060,"cost":0.003}""", "provider 0.704 s · total 1.06 s · cost $0.003")]
    [InlineData("""{"rule":"budget","left":[1]}""", "rule budget · left [1]")]
    [InlineData("{}", null)]
    [InlineData("", null)]
    [InlineData("not json", "not json")]
    public void Details_are_said_in_words(string json, string? words) => LogDetails.Words(json).ShouldBe(words);
}
