using ArtFactory.Data;
using ArtFactory.Data.Orders;

namespace ArtFactory.Engine.Production.Ledger;

/// <summary>Writes new orders, their items as they expand, and the job that goes on with it.</summary>
sealed class PlacementTable(LedgerSession session) : IDisposable
{
    readonly Statement _project = new(session.Connection, "SELECT id FROM projects WHERE name = @name AND deleted_at IS NULL ORDER BY id LIMIT 1", "name");

    readonly Statement _newProject = new(session.Connection,
        "INSERT INTO projects (id, name, status, featured_product_ids, created_at, updated_at) VALUES (@id, @name, 'active', @none, @now, @now)", "id", "name", "none", "now");

    readonly Statement _order = new(session.Connection, """
        INSERT INTO orders (id, project_id, provider, model, model_family, model_modality, status, base_parameter_set, template_id, source_order_id, seed,
            priority, budget_limit, item_ceiling, cost_planned, skipped_count, cost_saved, capped_count, origin, created_at, updated_at)
        VALUES (@id, @project, @provider, @model, @family, @modality, 'pending', @base, @template, @source, @seed, @priority, @budget, @itemCeiling, @planned, @skipped, @saved, @capped,
            @origin, @now, @now)
        """, "id", "project", "provider", "model", "family", "modality", "base", "template", "source", "seed", "priority", "budget", "itemCeiling", "planned", "skipped", "saved",
        "capped", "origin", "now");

    readonly Statement _item = new(session.Connection, """
        INSERT INTO order_items (id, order_id, sequence_number, status, generation_parameter_set, parameter_hash, error_message, error_code, completed_at,
            created_at, updated_at)
        VALUES (@id, @order, @sequence, @status, @parameters, @hash, @message, @code, @completed, @now, @now)
        """, "id", "order", "sequence", "status", "parameters", "hash", "message", "code", "completed", "now");

    readonly Statement _choice = new(session.Connection,
        "INSERT INTO order_item_choices (order_item_id, position, kind, name, value) VALUES (@item, @position, @kind, @name, @value)",
        "item", "position", "kind", "name", "value");

    readonly Statement _last = new(session.Connection,
        "SELECT coalesce(max(sequence_number), 0) FROM order_items WHERE order_id = @order", "order");

    readonly Statement _isOpen = new(session.Connection,
        "SELECT 1 FROM orders WHERE id = @order AND status IN ('pending', 'processing') AND deleted_at IS NULL AND expanded_at IS NULL", "order");

    readonly Statement _expanded = new(session.Connection,
        "UPDATE orders SET expanded_at = @now, updated_at = @now WHERE id = @order AND expanded_at IS NULL", "now", "order");

    readonly Statement _usage = new(session.Connection, "UPDATE templates SET usage_count = usage_count + 1 WHERE id = @id", "id");

    /// <summary>The project of that name; made if there is none.</summary>
    public Guid ProjectNamed(string name)
    {
        using (var reader = _project.Read(session.Transaction, name))
        {
            if (reader.Read()) return session.Dialect.ReadId(reader, 0);
        }

        var id = FactoryId.New();
        _newProject.Execute(session.Transaction, session.Dialect.Id(id), name, session.Dialect.Json("[]"), session.Now);
        return id;
    }

    public void Insert(Order order)
    {
        _order.Execute(session.Transaction, session.Dialect.Id(order.Id), Id(order.ProjectId), order.Provider, order.Model, order.ModelFamily, order.ModelModality,
            session.Dialect.Json(order.BaseParameterSet.ToJson()), Id(order.TemplateId), Id(order.SourceOrderId), unchecked((long)order.Seed), order.Priority,
            Money(order.BudgetLimit), Money(order.ItemCeiling), Money(order.CostPlanned), order.SkippedCount, Money(order.CostSaved), order.CappedCount, order.Origin, session.Now);
        if (order.TemplateId is { } template) _usage.Execute(session.Transaction, session.Dialect.Id(template));
    }

    public void Insert(Guid order, IEnumerable<NewItem> items)
    {
        foreach (var item in items)
        {
            var id = session.Dialect.Id(FactoryId.New());
            _item.Execute(session.Transaction, id, session.Dialect.Id(order), item.Sequence, item.Error is null ? "pending" : "failed",
                session.Dialect.Json(item.Parameters.ToJson()), item.Hash, item.Error, item.Error is null ? null : "validation",
                item.Error is null ? null : session.Now, session.Now);
            foreach (var choice in item.Choices) _choice.Execute(session.Transaction, id, choice.Position, choice.Kind, choice.Name, choice.Value);
        }
    }

    /// <summary>The last sequence number written so far; 0 when there is none.</summary>
    public int LastSequence(Guid order)
    {
        using var reader = _last.Read(session.Transaction, session.Dialect.Id(order));
        return reader.Read() ? reader.GetInt32(0) : 0;
    }

    /// <summary>Whether the order still takes items.</summary>
    public bool TakesItems(Guid order)
    {
        using var reader = _isOpen.Read(session.Transaction, session.Dialect.Id(order));
        return reader.Read();
    }

    /// <summary>The last item was written.</summary>
    public void Expanded(Guid order)
    {
        _expanded.Execute(session.Transaction, session.Now, session.Dialect.Id(order));
        session.Touch(order);
    }

    public void Dispose()
    {
        foreach (var statement in (Statement[])[_project, _newProject, _order, _item, _choice, _last, _isOpen, _expanded, _usage]) statement.Dispose();
    }

    object? Id(Guid? id) => id is { } value ? session.Dialect.Id(value) : null;

    object? Money(decimal? amount) => amount is { } value ? session.Dialect.Money(value) : null;
}
