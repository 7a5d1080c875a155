using System.Numerics;
using ArtFactory.Imaging.Studio.Drawing;

namespace ArtFactory.Imaging.Studio.Briefs;

/// <summary>The known words found in a text.</summary>
/// <param name="SceneIsSetting">The scene word names a place or time, not merely the subject's usual home.</param>
internal sealed record Reading(Medium? Medium, Mood Mood, string? Scene, bool SceneIsSetting, IReadOnlyList<Vector3> Colours, Emblem? Emblem)
{
    public static Reading Of(string text)
    {
        Medium? medium = null;
        var mood = new Mood(0, 0, 0);
        string? scene = null;
        var setting = false;
        List<Vector3> colours = [];
        Emblem? emblem = null;
        foreach (var word in Words(text))
        {
            if (ColourWords.TryGet(word, out var colour) && !colours.Contains(colour)) colours.Add(colour);
            if (Vocabulary.TryMedium(word, out var m)) medium ??= m;
            if (Vocabulary.TryMood(word, out var shift)) mood += shift;
            var named = Emblems.Find(word);
            emblem = emblem is null || (named is { IsCreature: true } && !emblem.IsCreature) ? named ?? emblem : emblem;
            if (!Vocabulary.TryScene(word, out var found)) continue;
            if ((named is null || word is "sunset" or "sunrise") && !setting) (scene, setting) = (found, true);
            else scene ??= found;
        }
        return new(medium, mood, scene, setting, colours, emblem);
    }

    static IEnumerable<string> Words(string text)
    {
        var start = -1;
        for (var i = 0; i <= text.Length; i++)
        {
            var inside = i < text.Length && (char.IsLetter(text[i]) || (text[i] == '-' && start >= 0));
            if (inside && start < 0) start = i;
            if (inside || start < 0) continue;
            yield return text[start..i].TrimEnd('-').ToLowerInvariant();
            start = -1;
        }
    }
}
