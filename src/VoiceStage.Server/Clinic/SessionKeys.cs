using System.Text;
using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection.XmlEncryption;
using Microsoft.Extensions.DependencyInjection;
using VoiceStage.Server.Journal;
using VoiceStage.Server.Recordings;

namespace VoiceStage.Server.Clinic;

/// <summary>The keys that sign clinicians' sessions lie wrapped by the site's master key: a copied disk signs nobody in.</summary>
internal sealed class SessionKeyEncryptor(StorageOptions options) : IXmlEncryptor
{
    internal const string Purpose = "clinic-session-keys";

    public EncryptedXmlInfo Encrypt(XElement plaintextElement) => new(
        new XElement("wrapped", Convert.ToBase64String(KeyWrap.Wrap(options.MasterKey.Span, Encoding.UTF8.GetBytes(plaintextElement.ToString(SaveOptions.DisableFormatting)), Purpose))),
        typeof(SessionKeyDecryptor));
}

/// <summary>Unwraps them; made by the framework from its type's name.</summary>
/// <param name="services">Holds the storage options.</param>
internal sealed class SessionKeyDecryptor(IServiceProvider services) : IXmlDecryptor
{
    public XElement Decrypt(XElement encryptedElement) => XElement.Parse(Encoding.UTF8.GetString(KeyWrap.Unwrap(
        services.GetRequiredService<StorageOptions>().MasterKey.Span, Convert.FromBase64String(encryptedElement.Value), SessionKeyEncryptor.Purpose)));
}
