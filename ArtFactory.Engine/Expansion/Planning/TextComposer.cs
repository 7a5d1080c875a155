using ArtFactory.Engine.Expansion.Syntax;

namespace ArtFactory.Engine.Expansion.Planning;

/// <summary>
/// Puts the text of one combination after the other together in one buffer, and writes again only what stands at and after the
/// first token that changed. Not for several threads.
/// </summary>
sealed class TextComposer
{
    readonly string[] _literals;
    readonly int[] _tokens;
    readonly string[]?[] _options;
    readonly int[] _offsets;
    readonly int[] _firstPart;
    char[] _buffer = new char[256];
    string? _last;

    /// <param name="template">Text and slots.</param>
    /// <param name="slots">For each slot its token.</param>
    /// <param name="options">For each token its values as a person reads them.</param>
    public TextComposer(SourceText template, ReadOnlySpan<int> slots, string[][] options)
    {
        // Parts alternate: literal, token, literal, token, ..., literal.
        _literals = Array.ConvertAll(template.ToString().Trim().Split(Marks.Slot), Marks.Render);
        _tokens = slots.ToArray();
        _options = Array.ConvertAll(_tokens, t => options[t]);
        _offsets = new int[_tokens.Length];
        _firstPart = new int[options.Length + 1];
        var part = _tokens.Length;
        _firstPart[options.Length] = part;
        for (var token = options.Length - 1; token >= 0; token--)
        {
            for (var i = 0; i < _tokens.Length && i < part; i++)
                if (_tokens[i] >= token) part = i;
            _firstPart[token] = part;
        }
    }

    /// <param name="choices">For each token its option.</param>
    /// <param name="changed">The first token that changed since the last call.</param>
    public string Compose(int[] choices, int changed)
    {
        int part;
        int length;
        if (_last is null)
        {
            part = 0;
            length = Write(_literals[0], 0);
        }
        else
        {
            part = _firstPart[changed];
            if (part == _tokens.Length) return _last;
            length = _offsets[part];
        }
        for (; part < _tokens.Length; part++)
        {
            _offsets[part] = length;
            length = Write(_options[part]![choices[_tokens[part]]], length);
            length = Write(_literals[part + 1], length);
        }
        return _last = new string(_buffer.AsSpan(0, length).Trim());
    }

    int Write(string text, int at)
    {
        if (at + text.Length > _buffer.Length) Array.Resize(ref _buffer, Math.Max(at + text.Length, _buffer.Length * 2));
        text.CopyTo(_buffer.AsSpan(at));
        return at + text.Length;
    }
}
