// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/hub/digest.h"

#include "core/base/error.h"

#include <openssl/evp.h>

namespace finetune::hub {

struct Digest::State {
    EVP_MD_CTX* context = EVP_MD_CTX_new();
    ~State() { EVP_MD_CTX_free(context); }
};

Digest::Digest(const std::string& etag, std::uint64_t size) : expected_(etag) {
    const bool hexadecimal = etag.find_first_not_of("0123456789abcdef") == std::string::npos;
    if (!hexadecimal || (etag.size() != 40 && etag.size() != 64))
        return;
    state_ = std::make_unique<State>();
    if (EVP_DigestInit_ex(state_->context, etag.size() == 40 ? EVP_sha1() : EVP_sha256(), nullptr) != 1)
        throw Error(Kind::Environment, "OpenSSL cannot compute the hash that the file is checked by")
            .cure("Look at OpenSSL's configuration: a policy may have switched SHA-1 off");
    if (etag.size() == 40)
        update("blob " + std::to_string(size) + std::string(1, '\0'));
}

Digest::~Digest() = default;

void Digest::update(std::string_view bytes) {
    if (state_)
        EVP_DigestUpdate(state_->context, bytes.data(), bytes.size());
}

bool Digest::matches() {
    if (!state_)
        return true;
    unsigned char out[EVP_MAX_MD_SIZE];
    unsigned int size = 0;
    EVP_DigestFinal_ex(state_->context, out, &size);
    std::string hex;
    for (unsigned int i = 0; i < size; ++i)
        for (const int half : {out[i] >> 4, out[i] & 15})
            hex += "0123456789abcdef"[half];
    return hex == expected_;
}

} // namespace finetune::hub
