namespace ArtFactory.Tests.Fakes.S3;

/// <summary>A request as the fake took it.</summary>
/// <param name="Act"><c>put</c>, <c>copy</c>, <c>get</c>, <c>head</c>, <c>delete</c> or <c>list</c>;
/// of uploads in parts <c>create</c>, <c>part</c>, <c>part-copy</c>, <c>complete</c>, <c>abort</c> or <c>uploads</c>.</param>
/// <param name="Key">The object's key; for a list of objects or uploads the prefix.</param>
public sealed record S3Call(string Act, string Key, string Range);
