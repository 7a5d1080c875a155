using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;

namespace ArtFactory.Data.Copying;

/// <summary>One table as it is copied: all its columns, in the order of its key.</summary>
/// <param name="Name">Its name in both engines.</param>
/// <param name="Columns">All columns the model knows.</param>
/// <param name="Key">Which of <paramref name="Columns"/> are the primary key, in its order.</param>
public sealed record CopyTable(string Name, IReadOnlyList<CopyColumn> Columns, IReadOnlyList<int> Key)
{
    /// <summary>The names of the columns, quoted, between commas.</summary>
    public string ColumnList { get; } = string.Join(", ", Columns.Select(c => $"\"{c.Name}\""));

    /// <summary>The names of the key's columns, quoted, between commas.</summary>
    public string KeyList { get; } = string.Join(", ", Key.Select(i => $"\"{Columns[i].Name}\""));

    public IEnumerable<CopyColumn> KeyColumns => Key.Select(i => Columns[i]);

    /// <summary>The values of a row's key.</summary>
    public object?[] KeyOf(object?[] row) => [.. Key.Select(i => row[i])];

    /// <summary>Every table of the model, each after those it refers to.</summary>
    /// <param name="model">The model of either engine.</param>
    /// <param name="isJson">Whether one of the engines keeps a text as JSON.</param>
    public static IReadOnlyList<CopyTable> All(IModel model, Func<IProperty, bool> isJson)
    {
        var open = model.GetEntityTypes().Where(e => e.GetTableName() is not null).OrderBy(e => e.GetTableName(), StringComparer.Ordinal).ToList();
        var (tables, placed) = (new List<CopyTable>(), new HashSet<IEntityType>());
        while (open.Count > 0)
        {
            var next = open.Find(e => e.GetForeignKeys().All(f => f.PrincipalEntityType == e || placed.Contains(f.PrincipalEntityType)))
                ?? throw new InvalidOperationException($"The tables {string.Join(", ", open.Select(e => e.GetTableName()))} refer to each other in a circle, so that none can be copied first.");
            open.Remove(next);
            placed.Add(next);
            tables.Add(Of(next, isJson));
        }

        return tables;
    }

    static CopyTable Of(IEntityType entity, Func<IProperty, bool> isJson)
    {
        var properties = entity.GetProperties().ToList();
        return new CopyTable(
            entity.GetTableName()!,
            [.. properties.Select(p => new CopyColumn(p.GetColumnName(), isJson(p) ? CopyKind.Json : KindOf(p)))],
            [.. entity.FindPrimaryKey()!.Properties.Select(p => properties.IndexOf(p))]);
    }

    static CopyKind KindOf(IProperty property) => (Nullable.GetUnderlyingType(property.ClrType) ?? property.ClrType) switch
    {
        { IsEnum: true } => CopyKind.Text,
        var type when type == typeof(string) => CopyKind.Text,
        var type when type == typeof(Guid) => CopyKind.Id,
        var type when type == typeof(DateTime) => CopyKind.Moment,
        var type when type == typeof(DateOnly) => CopyKind.Day,
        var type when type == typeof(decimal) => CopyKind.Money,
        var type when type == typeof(int) => CopyKind.Whole,
        var type when type == typeof(long) || type == typeof(ulong) => CopyKind.Wide,
        var type when type == typeof(double) => CopyKind.Real,
        var type when type == typeof(bool) => CopyKind.Flag,
        var type => throw new InvalidOperationException($"{property.DeclaringType.DisplayName()}.{property.Name} is a {type.Name}, which the copy between engines does not know yet. Give it a CopyKind."),
    };
}
