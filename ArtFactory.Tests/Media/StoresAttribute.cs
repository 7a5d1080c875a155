using System.Reflection;
using Xunit.Sdk;

namespace ArtFactory.Tests.Media;

/// <summary>Runs a theory once a place of originals: <c>[Theory, Stores] public async Task It_works(string place)</c>.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class StoresAttribute : DataAttribute
{
    public override IEnumerable<object[]> GetData(MethodInfo testMethod) => [[StoreStage.InFolder], [StoreStage.InBucket]];
}
