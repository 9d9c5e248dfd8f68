// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/error.h"

#include <memory>
#include <openssl/evp.h>
#include <string>

namespace finetune {

// A hash over whole files, by OpenSSL, which uses the processor's own instructions: several times faster than sha256.h,
// which is for builds that have nothing but LibTorch. Who includes this links OpenSSL::Crypto. Throws Environment where
// OpenSSL will not compute the hash.
class OpensslDigest {
public:
    explicit OpensslDigest(const EVP_MD* hash) {
        if (EVP_DigestInit_ex(context_.get(), hash, nullptr) != 1)
            throw Error(Kind::Environment, "OpenSSL cannot compute the hash that the file is checked by")
                .cure("Look at OpenSSL's configuration: a policy may have switched SHA-1 off");
    }
    void update(const void* data, std::size_t bytes) { EVP_DigestUpdate(context_.get(), data, bytes); }
    std::string hex() { // ends the digest
        unsigned char digest[EVP_MAX_MD_SIZE];
        unsigned int size = 0;
        EVP_DigestFinal_ex(context_.get(), digest, &size);
        std::string text;
        for (unsigned int i = 0; i < size; ++i)
            for (const int half : {digest[i] >> 4, digest[i] & 15})
                text.push_back("0123456789abcdef"[half]);
        return text;
    }

private:
    std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> context_{EVP_MD_CTX_new(), &EVP_MD_CTX_free};
};

} // namespace finetune
