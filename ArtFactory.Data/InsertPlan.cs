using System.Collections.Concurrent;
using System.Data.Common;
using System.Reflection;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Storage;

namespace ArtFactory.Data;

/// <summary>How one entity becomes one row, read from the model once.</summary>
sealed class InsertPlan
{
    static readonly ConcurrentDictionary<(IModel Model, Type Type), InsertPlan> Plans = new();
    readonly Column[] _columns;
    readonly string _sql;

    InsertPlan(IEntityType entity)
    {
        // What the database itself gives a row is not written.
        _columns = [.. entity.GetProperties()
            .Where(p => p.GetBeforeSaveBehavior() == PropertySaveBehavior.Save && p.PropertyInfo is not null)
            .Select(p => new Column(p.GetColumnName(), p.GetRelationalTypeMapping(), p.IsNullable, MethodInvoker.Create(p.PropertyInfo!.GetMethod!)))];
        _sql = $"""INSERT INTO "{entity.GetTableName()}" ({string.Join(", ", _columns.Select(c => $"\"{c.Name}\""))}) """
            + $"VALUES ({string.Join(", ", _columns.Select((_, i) => $"@p{i}"))})";
    }

    public static InsertPlan For(IModel model, Type type) => Plans.GetOrAdd((model, type), static key =>
        new InsertPlan(key.Model.FindEntityType(key.Type) ?? throw new ArgumentException($"{key.Type.Name} is not a row of the model.", nameof(type))));

    public DbCommand Prepare(DbConnection connection)
    {
        var command = connection.CreateCommand();
        command.CommandText = _sql;
        for (var i = 0; i < _columns.Length; i++)
            command.Parameters.Add(_columns[i].Mapping.CreateParameter(command, $"@p{i}", null, _columns[i].IsNullable));
        return command;
    }

    public void Set(DbCommand command, object row)
    {
        for (var i = 0; i < _columns.Length; i++)
        {
            var value = _columns[i].Get.Invoke(row);
            command.Parameters[i].Value = (value is not null && _columns[i].Mapping.Converter is { } converter ? converter.ConvertToProvider(value) : value) ?? DBNull.Value;
        }
    }

    readonly record struct Column(string Name, RelationalTypeMapping Mapping, bool IsNullable, MethodInvoker Get);
}
