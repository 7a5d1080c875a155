using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using ArtFactory.Engine.Upkeep;

namespace ArtFactory.Web.Cli;

/// <summary><c>settings</c>: shows the settings of Admin, and changes one.</summary>
static class SettingsCommand
{
    public static Command Create()
    {
        var key = new Argument<string?>("KEY") { Description = "Only this setting", Arity = ArgumentArity.ZeroOrOne };
        var value = new Argument<string?>("VALUE") { Description = "Its new value; none empties it, default puts it back", Arity = ArgumentArity.ZeroOrOne };
        var json = VerbOutput.Json();
        var command = new Command("settings", "Show the settings, or change one") { key, value, json };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var output = VerbOutput.Of(parsed, json);
            await using var factory = await FactorySession.OpenAsync(DataFolder.Of(parsed), cancellationToken);
            var settings = factory.Services.GetRequiredService<ISettings>();
            if (parsed.GetValue(key) is { } wanted && parsed.GetValue(value) is { } text) await SetAsync(settings, await FindAsync(settings, wanted, cancellationToken), text, cancellationToken);
            var shown = parsed.GetValue(key) is { } one ? [await FindAsync(settings, one, cancellationToken)] : await settings.ListAsync(cancellationToken);
            Write(shown, output);
            return ExitCode.Done;
        });
        return command;
    }

    static async Task<SettingView> FindAsync(ISettings settings, string key, CancellationToken cancellationToken) =>
        (await settings.ListAsync(cancellationToken)).FirstOrDefault(s => s.Key == key)
        ?? throw new VerbException(ExitCode.NotFound, $"there is no setting '{key}'. ./artfactory settings lists them.");

    static Task SetAsync(ISettings settings, SettingView setting, string text, CancellationToken cancellationToken) => text switch
    {
        "default" => settings.ResetAsync(setting.Key, cancellationToken),
        "none" => settings.SetAsync(setting.Key, JsonSerializer.SerializeToElement<string?>(null), cancellationToken),
        _ => settings.SetAsync(setting.Key, ValueOf(setting, text), cancellationToken),
    };

    /// <summary>As the setting's type has it; what does not fit is left for the setting itself to refuse.</summary>
    static JsonElement ValueOf(SettingView setting, string text) => setting.Type switch
    {
        "integer" or "number" when decimal.TryParse(text.TrimStart('$'), NumberStyles.Float, CultureInfo.InvariantCulture, out var number) => JsonSerializer.SerializeToElement(number),
        "boolean" when text is "true" or "on" or "yes" => JsonSerializer.SerializeToElement(true),
        "boolean" when text is "false" or "off" or "no" => JsonSerializer.SerializeToElement(false),
        _ => JsonSerializer.SerializeToElement(text),
    };

    static void Write(IReadOnlyList<SettingView> settings, VerbOutput output)
    {
        if (output.IsJson)
        {
            output.WriteJson(settings.Select(s => new { s.Key, s.Title, s.Group, s.Description, s.Type, s.Value, s.Default, s.Unit, s.Minimum, s.Maximum, s.Options }));
            return;
        }

        var table = new TextTable("SETTING", "VALUE", "MEANING");
        foreach (var setting in settings) table.Add(setting.Key, Text(setting), setting.Description ?? setting.Title);
        table.Write(output.Answer);
    }

    static string Text(SettingView setting)
    {
        var text = setting.Value.ValueKind switch
        {
            JsonValueKind.Null or JsonValueKind.Undefined => "none",
            JsonValueKind.True => "on",
            JsonValueKind.False => "off",
            _ => setting.Value.ToString(),
        };
        return setting.Unit is { } unit && setting.Value.ValueKind == JsonValueKind.Number ? $"{text} {unit}" : text;
    }
}
