using System.Linq.Expressions;
using System.Reflection;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace ArtFactory.Data.Postgres;

/// <summary>Where a query says LIKE it means what the other engine does: upper and lower case are one.</summary>
sealed class CaseBlindLike : IQueryExpressionInterceptor
{
    /// <summary>The one there is: the framework keeps services of its own for each object it is given.</summary>
    public static CaseBlindLike Instance { get; } = new();

    public Expression QueryCompilationStarting(Expression queryExpression, QueryExpressionEventData eventData) => new Rewriter().Visit(queryExpression);

    sealed class Rewriter : ExpressionVisitor
    {
        static readonly MethodInfo Like = Of(typeof(DbFunctionsExtensions), nameof(DbFunctionsExtensions.Like));
        static readonly MethodInfo BlindLike = Of(typeof(NpgsqlDbFunctionsExtensions), nameof(NpgsqlDbFunctionsExtensions.ILike));

        protected override Expression VisitMethodCall(MethodCallExpression node) => node.Method == Like
            ? Expression.Call(BlindLike, node.Arguments.Select(Visit)!)
            : base.VisitMethodCall(node);

        static MethodInfo Of(Type type, string name) =>
            type.GetMethod(name, [typeof(DbFunctions), typeof(string), typeof(string), typeof(string)]) ?? throw new MissingMethodException(type.Name, name);
    }
}
