using System.Reflection;
using Xunit.Sdk;

namespace ArtFactory.Tests.Data;

/// <summary>Runs a theory once an engine: <c>[Theory, Engines] public async Task It_works(string engine)</c>.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class EnginesAttribute : DataAttribute
{
    public override IEnumerable<object[]> GetData(MethodInfo testMethod) => [[TestDatabase.Sqlite], [TestDatabase.Postgres]];
}
