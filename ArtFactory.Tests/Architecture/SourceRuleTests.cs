using System.Text.RegularExpressions;
using ArtFactory.Data.Operations;

namespace ArtFactory.Tests.Architecture;

/// <summary>What the text of the sources must keep to, where a look at the types would not see it.</summary>
public sealed class SourceRuleTests
{
    // A page is meant to stay below 200 lines; well past that, it is two pages.
    const int PageLines = 250;
    const int ClassLines = 400;

    [Fact]
    public void Only_the_web_room_names_its_component_library() =>
        Naming(@"\bMudBlazor\b", ".cs", ".razor", ".csproj").ShouldAllBe(file =>
            file.StartsWith("ArtFactory.Web/", StringComparison.Ordinal) || file.StartsWith("ArtFactory.Tests/", StringComparison.Ordinal));

    [Fact]
    public void Only_jobs_and_set_up_name_the_job_server() =>
        Naming(@"^\s*(global )?using Hangfire|Hangfire\.\w+\(", ".cs", ".razor")
            .Where(file => !file.StartsWith("ArtFactory.Tests/", StringComparison.Ordinal) && !file.StartsWith("ArtFactory.Benchmarks/", StringComparison.Ordinal))
            .Where(file => !Regex.IsMatch(file, @"(Jobs?|Registration|Setup|Dashboard)\.cs$|/(Jobs|Setup|Hosting)/", RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1)))
            .ShouldBeEmpty();

    [Fact]
    public void Only_the_engines_folders_name_a_database_engine() =>
        Naming(@"\bMicrosoft\.Data\.Sqlite\b|\bUseSqlite\(|\bNpgsql\b|\bSqliteConnection\b", ".cs", ".razor")
            .Where(file => !file.StartsWith("ArtFactory.Tests/", StringComparison.Ordinal) && !file.StartsWith("ArtFactory.Benchmarks/", StringComparison.Ordinal))
            .Where(file => !file.StartsWith("ArtFactory.Data/Sqlite/", StringComparison.Ordinal) && !file.StartsWith("ArtFactory.Data/Postgres/", StringComparison.Ordinal))
            .ShouldBeEmpty();

    [Fact]
    public void No_page_names_a_database_context() =>
        Naming(@"\bDbContext\b|\bIDbContextFactory\b|\bFactoryContext\b|\bMicrosoft\.EntityFrameworkCore\b", ".cs", ".razor")
            .Where(file => Regex.IsMatch(file, "^ArtFactory.Web/(Features|Shared|Shell)/", RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1)))
            .ShouldBeEmpty();

    [Fact]
    public void Processes_are_started_where_that_is_the_point_and_nowhere_else() =>
        Naming(@"\bProcess\.Start\(|new Process\b", ".cs", ".razor")
            .Where(file => !file.StartsWith("ArtFactory.Tests/", StringComparison.Ordinal) && !file.StartsWith("ArtFactory.Benchmarks/", StringComparison.Ordinal)
                && !file.StartsWith("ArtFactory.Imaging/", StringComparison.Ordinal))
            .ShouldBeSubsetOf(
            [
                "ArtFactory.Engine/Media/ImagingWorker.cs", // the imaging processes
                "ArtFactory.Data/Migrations/MigrationScaffold.cs", // the framework's migration tool
                "ArtFactory.Web/Cli/BrowserWindow.cs", // serve --open
            ]);

    // A setting that nothing reads is a lie on the page of settings.
    [Fact]
    public void Every_setting_is_read_somewhere()
    {
        var sources = SourceTree.Files(".cs", ".razor").Where(f => f.StartsWith("ArtFactory.Engine/", StringComparison.Ordinal) || f.StartsWith("ArtFactory.Web/", StringComparison.Ordinal))
            .Select(SourceTree.Read).ToList();
        SettingCatalog.All.Select(s => s.Key).Where(key => !sources.Exists(s => s.Contains($"\"{key}\"", StringComparison.Ordinal))).ShouldBeEmpty();
    }

    // A value that goes to the server and comes back overwrites what was typed meanwhile; @bind tells the renderer what the box holds.
    [Fact]
    public void What_is_typed_letter_by_letter_is_bound() => Naming("@oninput=", ".razor").ShouldBeEmpty();

    // A part that appears while the address changes would join the list of readers that is being walked, which ends the circuit.
    [Fact]
    public void Only_pages_read_the_address() =>
        Naming("SupplyParameterFromQuery", ".razor").Where(file => !SourceTree.Read(file).Contains("@page ", StringComparison.Ordinal)).ShouldBeEmpty();

    // Under load a change names no id: Change itself knows whom it may concern.
    [Fact]
    public void Who_follows_the_feed_compares_no_ids() =>
        Naming(@"ChangeKind\.\w+\)? && \(?\w+\.(Id|OrderId|ProjectId) ==|\bchange\.(Id|OrderId|ProjectId) ==", ".cs", ".razor")
            .Where(file => !file.StartsWith("ArtFactory.Tests/", StringComparison.Ordinal)).ShouldBeEmpty();

    [Fact]
    public void Nothing_is_left_for_later() =>
        Naming(@"\b(TODO|FIXME|HACK|XXX)\b|NotImplementedException|\[(Fact|Theory)\(Skip", ".cs", ".razor", ".css", ".js")
            .Where(file => !file.EndsWith("/SourceRuleTests.cs", StringComparison.Ordinal) && !file.Contains("/wwwroot/lib/", StringComparison.Ordinal))
            .ShouldBeEmpty();

    [Fact]
    public void Files_stay_small_enough_to_be_read() =>
        SourceTree.Files(".cs", ".razor")
            .Select(file => (File: file, Lines: SourceTree.Read(file).Count(letter => letter == '\n')))
            .Where(entry => entry.Lines > (entry.File.EndsWith(".razor", StringComparison.Ordinal) ? PageLines : ClassLines))
            .Select(entry => $"{entry.File}: {entry.Lines} lines")
            .ShouldBeEmpty();

    [Fact]
    public void Names_are_the_trades_nouns() =>
        SourceTree.Files(".cs", ".razor")
            .Where(file => Regex.IsMatch(file, @"(Helpers?|Utils?|Utilities|Commons?|Managers?|Misc)(\.razor)?(\.cs)?$|/(Helpers|Utils|Common|Managers|Misc)/",
                RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1)))
            .ShouldBeEmpty();

    static IEnumerable<string> Naming(string pattern, params string[] extensions)
    {
        var expression = new Regex(pattern, RegexOptions.Multiline | RegexOptions.ExplicitCapture | RegexOptions.Compiled, TimeSpan.FromSeconds(2));
        return SourceTree.Files(extensions).Where(file => expression.IsMatch(SourceTree.Read(file)));
    }
}
