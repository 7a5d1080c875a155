using ArtFactory.Data.Copying;

namespace ArtFactory.Tests.Upkeep;

public sealed class RowDigestTests
{
    [Theory]
    [InlineData("""{"a":1,"b":[1,2]}""", """ { "b" : [1.0, 2e0], "a" : 10e-1 } """)]
    [InlineData("""{"a":1,"a":2}""", """{"a":2}""")]
    [InlineData("""[1.5e300,0.0,-0]""", """[15e299,0,0]""")]
    [InlineData("\"\\u00e9\\/\"", "\"é/\"")]
    public void Equal_json_has_one_checksum(string one, string other) => Of(CopyKind.Json, one).ShouldBe(Of(CopyKind.Json, other));

    [Theory]
    [InlineData("""{"a":1}""", """{"a":"1"}""")]
    [InlineData("""[1,2]""", """[2,1]""")]
    [InlineData("""[18446744073709551615]""", """[18446744073709551614]""")]
    [InlineData("""["a","b"]""", """["a,b"]""")]
    [InlineData("""{"a":null}""", "{}")]
    [InlineData("""[12]""", """[120]""")]
    [InlineData("""[1]""", """[-1]""")]
    public void Different_json_has_not(string one, string other) => Of(CopyKind.Json, one).ShouldNotBe(Of(CopyKind.Json, other));

    [Fact]
    public void Nothing_the_empty_text_and_zero_differ()
    {
        Of(CopyKind.Text, null).ShouldNotBe(Of(CopyKind.Text, ""));
        Of(CopyKind.Wide, null).ShouldNotBe(Of(CopyKind.Wide, 0L));
        Of(CopyKind.Flag, false).ShouldNotBe(Of(CopyKind.Flag, true));
        Of(CopyKind.Money, 1.10m).ShouldBe(Of(CopyKind.Money, 1.1m));
        Of(CopyKind.Real, -0.0).ShouldBe(Of(CopyKind.Real, 0.0));
    }

    [Fact]
    public void Values_do_not_run_into_each_other_and_order_counts()
    {
        var table = new CopyTable("t", [new("a", CopyKind.Text), new("b", CopyKind.Text)], [0]);
        Sum(table, ["ab", "c"]).ShouldNotBe(Sum(table, ["a", "bc"]));
        Sum(table, ["a", "b"], ["c", "d"]).ShouldNotBe(Sum(table, ["c", "d"], ["a", "b"]));
    }

    static string Of(CopyKind kind, object? value) => Sum(new CopyTable("t", [new("c", kind)], [0]), [value]);

    static string Sum(CopyTable table, params object?[][] rows)
    {
        using var digest = new RowDigest(table);
        foreach (var row in rows) digest.Add(row);
        return digest.Finish();
    }
}
