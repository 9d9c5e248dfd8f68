// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/hub/failure.h"

#include "core/hub/hub.h"

#include <algorithm>

namespace finetune::hub {
namespace {

using Trouble = Answer::Trouble;

constexpr const char* kLater = "Try again later; what has arrived is kept and is not fetched again";

Error ofTrouble(const Answer& answer, const Client& client) {
    const std::string hub = "the hub at " + client.environment().endpoint, words = " (" + answer.detail + ")";
    switch (answer.trouble) {
    case Trouble::Unreachable:
        return Error(Kind::Environment, hub + " cannot be reached" + words)
            .cure("Check the network, and https_proxy where there is a proxy, HF_ENDPOINT where there is a mirror. "
                  "What is in the cache "
                  "can be used without a network");
    case Trouble::Timeout:
        return Error(Kind::Environment, hub + " does not answer in time" + words)
            .cure("Try again later, or wait longer: HF_HUB_ETAG_TIMEOUT=60 and HF_HUB_DOWNLOAD_TIMEOUT=60, in seconds");
    case Trouble::Broken:
        return Error(Kind::Environment, "the line to " + hub + " breaks again and again" + words).cure(kLater);
    case Trouble::Certificate:
        return Error(Kind::Environment, "the certificate of " + hub + " is not trusted" + words)
            .cure("Check this computer's clock; where a company's proxy signs anew, name the file with its certificate "
                  "in REQUESTS_CA_BUNDLE");
    case Trouble::Proxy:
        return Error(Kind::Environment, "the proxy does not let the request through" + words)
            .cure("Check http_proxy and https_proxy (http://user:password@host:port), or list the hub in no_proxy");
    case Trouble::None:
    case Trouble::Other:
        break;
    }
    return Error(Kind::Environment, hub + " could not be asked" + words)
        .cure("Check HF_ENDPOINT, HF_TOKEN and the proxy's variables");
}

Error ofRefusedAccess(const Answer& answer, const Client& client, const std::string& name, const std::string& page) {
    const bool gated = answer.header("x-error-code") == "GatedRepo", anonymous = client.environment().token.empty();
    const char* const store = "store your access token with “finetune hub login”, or set HF_TOKEN";
    if (gated && anonymous)
        return Error(Kind::Environment, name + " is gated: its owner gives access to those who ask for it")
            .cure("Ask for it at " + page + ", then " + store);
    if (gated)
        return Error(Kind::Environment, name + " is gated, and your access token does not open it")
            .cure("Ask for access at " + page +
                  ", or wait until its owner has answered; a fine-grained token must "
                  "also have the permission to read gated repositories");
    if (answer.status == 401 && !anonymous)
        return Error(Kind::Environment, "the hub does not accept your access token")
            .cure("Make a new one at " + client.environment().endpoint + "/settings/tokens and " + store +
                  "; HF_TOKEN goes before a stored one");
    if (answer.status == 401)
        return Error(Kind::Environment, name + " is not for everyone")
            .cure("If you have access, " + std::string(store));
    return Error(Kind::Environment, "the hub forbids access to " + name)
        .cure("Look at the permissions of your access token at " + client.environment().endpoint + "/settings/tokens");
}

} // namespace

bool wantsToken(const Error& error) {
    return error.help().find("access token") != std::string::npos; // every cure above that a token is part of
}

Error failure(const Answer& answer, const Client& client, const Repository& repository, const std::string& file) {
    if (answer.trouble != Trouble::None)
        return ofTrouble(answer, client);
    const std::string hub = client.environment().endpoint, page = hub + repository.filePath();
    const std::string name = std::string("the ") + repository.noun() + " “" + repository.id + "”";
    const std::string code = answer.header("x-error-code"), status = std::to_string(answer.status);
    const bool anonymous = client.environment().token.empty();
    if (code == "RepoNotFound" || (answer.status == 404 && code.empty() && file.empty()))
        return Error(Kind::Input, std::string("there is no ") + repository.noun() + " “" + repository.id +
                                      "” on the hub, or it is private")
            .cure(anonymous
                      ? "Check the spelling; for a private one store your access token with “finetune hub login”, "
                        "or set HF_TOKEN"
                      : "Check the spelling, and that your access token may read it");
    if (code == "RevisionNotFound")
        return Error(Kind::Input, name + " has no revision “" + repository.revision + "”")
            .cure("Its branches and tags are listed at " + page + "/tree/main");
    if (answer.status == 404)
        return Error(Kind::Input, name + " holds no file “" + file + "”")
            .cure("Its files are listed at " + page + "/tree/main");
    if (answer.status == 401 || answer.status == 403)
        return ofRefusedAccess(answer, client, name, page);
    if (answer.status == 407)
        return Error(Kind::Environment, "the proxy asks for a name and a password")
            .cure("Give them in http_proxy and https_proxy: http://user:password@host:port");
    if (answer.status == 416)
        return Error(Kind::Environment, "the hub refuses the part of “" + file + "” that is missing").cure(kLater);
    if (answer.status == 429) {
        const std::string seconds = answer.header("retry-after");
        const bool isNumber = !seconds.empty() && seconds.find_first_not_of("0123456789") == std::string::npos;
        return Error(Kind::Environment, "too many requests: the hub asks to wait" +
                                            (isNumber ? " " + seconds + " seconds" : std::string()))
            .cure(anonymous ? "Try again after that; with an access token more is allowed (“finetune hub login”)"
                            : "Try again after that");
    }
    if (answer.status >= 500)
        return Error(Kind::Environment, "the hub has a fault of its own (HTTP " + status + ")").cure(kLater);
    if (answer.ok())
        return Error(Kind::Environment, "what " + hub + " answers is not what a model hub answers")
            .cure("Check HF_ENDPOINT; the login page of a network may stand in between: open a browser");
    return Error(Kind::Environment, "the hub answers with HTTP " + status)
        .cure("Check HF_ENDPOINT, or try again later");
}

} // namespace finetune::hub
