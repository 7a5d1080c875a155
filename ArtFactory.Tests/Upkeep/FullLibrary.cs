using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using ArtFactory.Data;
using ArtFactory.Data.Products;
using ArtFactory.Tests.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;

namespace ArtFactory.Tests.Upkeep;

/// <summary>Puts rows into every table of the model, whatever tables there are, with nulls, unusual texts and the largest of numbers.</summary>
static class FullLibrary
{
    const int RowsEach = 4;
    const string Odd = "漢字 – 🎨 \"q\" 'q' \\ \t\r\n%_ é e\u0301 \u200f ";
    const string Json = """{"zeta":1.50,"alpha":18446744073709551615,"big":1.5e300,"list":[1,"ü",null,true,{"b":2,"a":-0.0}],"text":"\u00e9 \" \\ \n","":0}""";
    static readonly DateTime Start = new(2026, 11, 25, 9, 0, 0, DateTimeKind.Utc);

    public static async Task FillAsync(TestDatabase database)
    {
        await using var context = database.Open();
        var made = new Dictionary<IEntityType, List<object>>();
        foreach (var entity in Ordered(context.Model))
        {
            made[entity] = [.. Enumerable.Range(0, RowsEach).Select(i => Make(entity, i, made))];
            context.AddRange(made[entity]);
            await context.SaveChangesAsync();
            context.ChangeTracker.Clear();
        }
    }

    /// <summary>All values of all rows, table by table, each row as text, in an order that no engine chooses.</summary>
    public static async Task<SortedDictionary<string, List<string>>> ReadAsync(TestDatabase database)
    {
        await using var context = database.Open();
        var tables = new SortedDictionary<string, List<string>>(StringComparer.Ordinal);
        foreach (var entity in Ordered(context.Model))
        {
            var rows = (System.Collections.IEnumerable)typeof(FullLibrary).GetMethod(nameof(Rows))!.MakeGenericMethod(entity.ClrType).Invoke(null, [context])!;
            tables[entity.GetTableName()!] = [.. rows.Cast<object>().Select(row => Text(entity, row)).Order(StringComparer.Ordinal)];
        }

        return tables;
    }

    public static List<T> Rows<T>(FactoryContext context)
        where T : class => context.Set<T>().IgnoreQueryFilters().AsNoTracking().ToList();

    /// <summary>The tables' names, by the model alone.</summary>
    public static IReadOnlyList<string> Tables(TestDatabase database)
    {
        using var context = database.Open();
        return [.. Ordered(context.Model).Select(e => e.GetTableName()!).Order(StringComparer.Ordinal)];
    }

    static IEnumerable<IEntityType> Ordered(IModel model)
    {
        var open = model.GetEntityTypes().Where(e => e.GetTableName() is not null).ToList();
        while (open.Count > 0)
        {
            var next = open.First(e => e.GetForeignKeys().All(f => f.PrincipalEntityType == e || !open.Contains(f.PrincipalEntityType)));
            open.Remove(next);
            yield return next;
        }
    }

    static object Make(IEntityType entity, int number, Dictionary<IEntityType, List<object>> made)
    {
        var row = Activator.CreateInstance(entity.ClrType, nonPublic: true)!;
        foreach (var property in entity.GetProperties().Where(p => p.GetBeforeSaveBehavior() == PropertySaveBehavior.Save && p.PropertyInfo?.SetMethod is not null))
        {
            // The first row has nothing that need not be.
            if (property.IsNullable && number == 0) continue;
            var principal = property.GetContainingForeignKeys().FirstOrDefault();
            property.PropertyInfo!.SetValue(row, principal is not null
                ? principal.PrincipalKey.Properties[0].PropertyInfo!.GetValue(made[principal.PrincipalEntityType][number])
                : Value(property, number));
        }

        return row;
    }

    static object? Value(IProperty property, int number)
    {
        var type = Nullable.GetUnderlyingType(property.ClrType) ?? property.ClrType;
        return (type, property.Name) switch
        {
            (_, "Rating") => number,
            (_, "ParameterSchema" or "Capabilities" or "Pricing") => Json,
            (_, "Value") when property.DeclaringType.ClrType == typeof(ArtFactory.Data.Operations.SystemSetting) => Json,
            ({ IsEnum: true }, _) => Enum.GetValues(type).GetValue(number % Enum.GetValues(type).Length),
            _ when type == typeof(string) => Fit($"{property.Name[..1]}{number}{Odd}", property.GetMaxLength()),
            _ when type == typeof(Guid) => FactoryId.New(),
            _ when type == typeof(DateTime) => Start.AddTicks((number * 864_000_000_010L) + (property.Name.Length * 10)),
            _ when type == typeof(DateOnly) => new DateOnly(2026, 11, 20 + number),
            _ when type == typeof(decimal) => (number * 1_234_567.890123m) + 0.000001m,
            _ when type == typeof(int) => number == 3 ? int.MaxValue - 1000 : number,
            _ when type == typeof(long) => number == 3 ? long.MinValue : number,
            _ when type == typeof(ulong) => number == 3 ? ulong.MaxValue : (ulong)number,
            _ when type == typeof(double) => number == 3 ? double.Epsilon : number / 3.0,
            _ when type == typeof(bool) => number % 2 == 1,
            _ when type == typeof(ParameterSet) => ParameterSet.Parse(Json),
            _ when type == typeof(ThumbnailPaths) => new ThumbnailPaths("a/ü.webp", null, "c"),
            _ when type == typeof(IReadOnlyList<string>) => new[] { Odd, "" },
            _ when type == typeof(IReadOnlyList<Guid>) => new[] { Guid.Empty, Guid.AllBitsSet },
            _ => throw new InvalidOperationException($"The test has no value for {property.DeclaringType.DisplayName()}.{property.Name}, which is a {type.Name}."),
        };
    }

    static string Fit(string text, int? most) => most is { } letters && text.Length > letters ? text[..letters].TrimEnd('\ud83c') : text;

    static string Text(IEntityType entity, object row) => string.Join('|', entity.GetProperties().Select(p => $"{p.Name}={Text(p.PropertyInfo!.GetValue(row), p)}"));

    static string Text(object? value, IProperty property) => value switch
    {
        null => "null",
        DateTime moment => $"{moment:yyyy-MM-dd HH:mm:ss.ffffff}",
        ParameterSet set => Sorted(set.ToJson()),
        string text when text.Length > 0 && text[0] is '{' or '[' && property.Name is "ParameterSchema" or "Capabilities" or "Pricing" or "Value" => Sorted(text),
        decimal money => money.ToString("0.000000", CultureInfo.InvariantCulture),
        _ => JsonSerializer.Serialize(value),
    };

    /// <summary>Not by the form that the copy compares by, which is under test.</summary>
    static string Sorted(string json) => Sorted(JsonNode.Parse(json));

    static string Sorted(JsonNode? node) => node switch
    {
        JsonObject names => $"{{{string.Join(',', names.OrderBy(n => n.Key, StringComparer.Ordinal).Select(n => $"{JsonSerializer.Serialize(n.Key)}:{Sorted(n.Value)}"))}}}",
        JsonArray list => $"[{string.Join(',', list.Select(Sorted))}]",
        JsonValue value when value.GetValueKind() == JsonValueKind.Number => Number(value.ToString()),
        _ => node?.ToJsonString() ?? "null",
    };

    static string Number(string text) => decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var exact)
        ? (exact / 1.0000000000000000000000000000m).ToString(CultureInfo.InvariantCulture)
        : double.Parse(text, CultureInfo.InvariantCulture).ToString("R", CultureInfo.InvariantCulture);
}
