namespace ArtFactory.Engine.Providers.Schemas;

/// <summary>An idea that many models share under different names: where the form shows it, and what else it may be called.</summary>
/// <param name="Group">The heading on the form.</param>
/// <param name="IsCommon">Shown at once; else folded away.</param>
/// <param name="Names">How models call it, the likeliest first.</param>
sealed record ParameterConcept(string Group, bool IsCommon, params string[] Names)
{
    const string Input = "Input";
    const string Size = "Size and seed";
    const string Sampling = "Sampling";
    const string Style = "Style";
    const string Output = "Output";

    /// <summary>Where parameters go that no concept knows.</summary>
    public const string OtherGroup = "More";

    public static ParameterConcept Media { get; } = new(Input, true);

    static readonly ParameterConcept[] All =
    [
        new(Input, true, "prompt_strength", "strength", "denoising_strength", "denoise", "image_strength", "image_prompt_strength", "initimagecreativity"),
        new(Size, true, "aspect_ratio", "ratio"),
        new(Size, true, "image_size", "size", "resolution", "target_size", "video_size", "megapixels", "image_resolution"),
        new(Size, true, "width"),
        new(Size, true, "height"),
        new(Size, true, "duration", "duration_seconds", "seconds", "seconds_total", "video_length", "length", "audio_length"),
        new(Size, true, "num_frames", "frames", "frame_num"),
        new(Size, false, "fps", "frames_per_second", "frame_rate"),
        new(Size, true, "seed", "noise_seed", "random_seed"),
        new(Style, true, "style", "style_type", "style_preset", "art_style"),
        new(Style, true, "voice", "voice_id", "speaker", "language"),
        new(Sampling, true, "num_inference_steps", "steps", "inference_steps", "infer_steps", "sampling_steps", "num_steps", "n_steps", "ddim_steps"),
        new(Sampling, true, "guidance_scale", "guidance", "cfg_scale", "cfg", "cfgscale", "classifier_free_guidance", "prompt_guidance"),
        new(Sampling, true, "scheduler", "sampler", "sampler_name", "sample_method"),
        new(Sampling, true, "scale", "upscale_factor", "upscale", "outscale"),
        new(Sampling, false, "go_fast", "acceleration", "turbo", "speed_mode"),
        new(Output, true, "num_outputs", "num_images", "number_of_images", "num_samples", "number_of_outputs", "image_count", "images_count", "n_images", "num_videos", "quantity", "batch_size", "n", "max_images"),
        new(Output, true, "quality", "rendering_speed"),
        new(Output, false, "output_format", "format", "file_format", "image_format", "response_format"),
        new(Output, false, "output_quality", "jpeg_quality", "output_compression"),
        new(Output, false, "disable_safety_checker", "enable_safety_checker", "safety_tolerance", "safety_checker", "moderation", "sync_mode"),
    ];

    static readonly Dictionary<string, ParameterConcept> ByName =
        All.SelectMany(c => c.Names.Select(n => (Name: n, Concept: c))).DistinctBy(p => p.Name, LooseName.Comparer).ToDictionary(p => p.Name, p => p.Concept, LooseName.Comparer);

    /// <summary>Names of the parameter that asks for several products of one run, the likeliest first.</summary>
    public static IReadOnlyList<string> BatchNames { get; } = ByName["num_outputs"].Names;

    /// <summary>Names of the parameter that asks for a size in one word or figure, the likeliest first.</summary>
    public static IReadOnlyList<string> SizeNames { get; } = ByName["image_size"].Names;

    static readonly HashSet<string> Sides = new([.. SizeNames, .. ByName["aspect_ratio"].Names, "width", "height"], LooseName.Comparer);

    /// <summary>Whether a parameter of that name says how large a picture becomes.</summary>
    public static bool IsSize(string name) => Sides.Contains(name);

    /// <summary>The concept a name stands for (<c>cfgScale</c> and <c>cfg_scale</c> alike); null for any other name.</summary>
    public static ParameterConcept? Of(string name) => ByName.GetValueOrDefault(name);
}
