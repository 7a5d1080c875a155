using System.Reflection;
using ArtFactory.Data;
using ArtFactory.Engine.Live;
using ArtFactory.Web.Shell;
using Microsoft.AspNetCore.Components;

namespace ArtFactory.Tests.Architecture;

/// <summary>What every part that follows the feed must keep to.</summary>
public sealed class WatcherTests
{
    public static TheoryData<Type> Watchers =>
        [.. typeof(LiveComponent).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(LiveComponent)) && !type.IsAbstract)];

    /// <summary>Under load the feed says only that many of a kind changed: who shows one of that kind must take it for its own.</summary>
    [Theory, MemberData(nameof(Watchers))]
    public void Who_watches_one_thing_watches_many_of_its_kind(Type watcher)
    {
        var mine = FactoryId.New();
        var part = Activator.CreateInstance(watcher).ShouldNotBeNull();
        foreach (var parameter in watcher.GetProperties().Where(p => p.PropertyType == typeof(Guid) && p.GetCustomAttribute<ParameterAttribute>() is not null))
            parameter.SetValue(part, mine);

        var watched = Enum.GetValues<ChangeKind>().Where(kind => OfMine(kind, mine).Any(Watches)).ToList();

        watched.ShouldNotBeEmpty();
        watched.Where(kind => !Watches(new Change(kind, Guid.Empty))).ShouldBeEmpty();

        bool Watches(Change change) => (bool)watcher.GetMethod("Watches", BindingFlags.Instance | BindingFlags.NonPublic)!.Invoke(part, [change])!;
    }

    static IEnumerable<Change> OfMine(ChangeKind kind, Guid mine)
    {
        yield return new Change(kind, mine);
        if (kind is not (ChangeKind.Order or ChangeKind.Item or ChangeKind.Product)) yield break;
        yield return new Change(kind, FactoryId.New(), mine);
        yield return new Change(kind, FactoryId.New(), null, mine);
    }
}
