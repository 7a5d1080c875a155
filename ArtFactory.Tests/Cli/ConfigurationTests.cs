using System.Collections;
using System.Globalization;
using System.Reflection;
using ArtFactory.Data;
using ArtFactory.Engine.Media;
using ArtFactory.Engine.Production;
using ArtFactory.Engine.Providers;
using ArtFactory.Tests.Architecture;
using ArtFactory.Web.Hosting;
using Microsoft.Extensions.Configuration;

namespace ArtFactory.Tests.Cli;

/// <summary>What is written about the settings is what they are.</summary>
public sealed class ConfigurationTests : IDisposable
{
    static readonly (string Section, object Defaults)[] Sections =
    [
        (WebHostSettings.Section, new WebHostSettings()),
        ("Database", new DatabaseOptions()),
        (ImagingOptions.Section, new ImagingOptions()),
        (LineOptions.Section, new LineOptions()),
    ];

    readonly TemporaryData _data = new();

    public void Dispose() => _data.Dispose();

    public static IEnumerable<object[]> Settings =>
        Sections.SelectMany(section => Options(section.Defaults).Select(option => new object[] { section.Section, option.Name }));

    [Theory]
    [MemberData(nameof(Settings))]
    public void Every_setting_stands_in_the_settings_file_at_its_default_and_in_the_readme(string section, string name)
    {
        var file = new ConfigurationBuilder().AddJsonFile(Path.Combine(SourceTree.Root, "ArtFactory.Web", "appsettings.json")).Build();
        file.GetSection(section).GetChildren().Select(entry => entry.Key).ShouldContain(name, $"appsettings.json must tell {section}:{name}");
        var defaults = Sections.Single(entry => entry.Section == section).Defaults;
        var value = Options(defaults).Single(option => option.Name == name).GetValue(defaults);
        if (value is string or not IEnumerable)
            (file[$"{section}:{name}"] ?? "").ShouldBe(Convert.ToString(value, CultureInfo.InvariantCulture) ?? "", $"the default of {section}:{name}");
        SourceTree.Read("README.md").ShouldContain($"`{section}:{name}`");
    }

    [Theory]
    [InlineData(KeyCertificate.Setting)]
    [InlineData(KeyCertificate.PasswordSetting)]
    [InlineData("Providers:ID:BaseUrl")]
    [InlineData("Providers:ID:ApiKey")]
    [InlineData("Providers:ID:Enabled")]
    [InlineData("Providers:ID:SettleSeconds")]
    [InlineData("Providers:ID:WebhookSecret")]
    public void Settings_that_are_read_by_name_stand_in_both_too(string setting)
    {
        var file = SourceTree.Read("ArtFactory.Web/appsettings.json");
        if (setting.StartsWith("Keys:", StringComparison.Ordinal)) file.ShouldContain($"\"{setting[5..]}\"");
        else file.ShouldContain(setting);
        SourceTree.Read("README.md").ShouldContain($"`{setting}`");
    }

    [Fact]
    public async Task A_setting_out_of_its_range_ends_with_one_clear_line()
    {
        Directory.CreateDirectory(_data.Root);
        await File.WriteAllTextAsync(Path.Combine(_data.Root, "appsettings.json"), """{"Database": {"BackupsKept": 0}}""");
        var answer = (await _data.RunAsync("models")).ShouldEndWith(1);
        answer.Error.Trim().Split('\n').ShouldHaveSingleItem().ShouldContain("BackupsKept");
    }

    [Fact]
    public async Task A_settings_file_that_is_no_json_ends_with_one_clear_line()
    {
        Directory.CreateDirectory(_data.Root);
        var file = Path.Combine(_data.Root, "appsettings.json");
        await File.WriteAllTextAsync(file, "Database: sqlite");
        var answer = (await _data.RunAsync("models")).ShouldEndWith(1);
        answer.Error.Trim().Split('\n').ShouldHaveSingleItem().ShouldContain(file);
    }

    [Fact]
    public async Task A_server_with_a_wrong_setting_does_not_start()
    {
        Directory.CreateDirectory(_data.Root);
        await File.WriteAllTextAsync(Path.Combine(_data.Root, "appsettings.json"), """{"Imaging": {"Workers": -3}}""");
        var answer = (await _data.RunAsync("serve", "--port", "0")).ShouldEndWith(1);
        answer.Error.Trim().Split('\n').ShouldHaveSingleItem().ShouldContain("Workers");
    }

    static IEnumerable<PropertyInfo> Options(object options) =>
        options.GetType().GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(property => property.SetMethod is { IsPublic: true });
}
