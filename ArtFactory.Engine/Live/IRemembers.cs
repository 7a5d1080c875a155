namespace ArtFactory.Engine.Live;

/// <summary>Something that remembers what the database says, because it is asked often.</summary>
interface IRemembers
{
    /// <summary>
    /// Another node changed things of this kind: what is remembered of them is read anew. It is called before anybody is told of the
    /// change, so that who reads because of it reads what is new.
    /// </summary>
    void Forget(ChangeKind kind);
}
