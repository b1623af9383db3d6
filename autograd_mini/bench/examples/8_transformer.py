# A transformer, compiled: to be read, for NumPy is not here
# 编译后的 transformer：供阅读，因为这里没有 NumPy

# 36,913 Values of a small GPT (demos/gpt.py), for a name of three letters, have become | 一个小型 GPT（demos/gpt.py）对一个三字母名字的
# these statements, by autograd_mini.compile. | 36,913 个 Value，由 autograd_mini.compile 变成了这些语句。
# With NumPy on your own machine they run. | 在你自己的机器上有 NumPy 就能运行。
PROGRAM = """
def program(x, y, letters, places, queries, keys, values, joined, wide, narrow, predicted):
    m = x.shape[0]
    z2 = x @ letters.T  # (m, 4, 16)
    z2 += places[:4, :]
    sum_1 = einsum("mit,mit->mi", z2, z2)  # (m, 4)
    div_1 = sum_1 / 16  # (m, 4)
    sum_2 = div_1 + 1e-05  # (m, 4)
    pow_1 = sum_2 ** (-0.5)  # (m, 4)
    sum_3 = z2 * pow_1[..., None]  # (m, 4, 16)
    z3 = sum_3 @ queries.T  # (m, 4, 16)
    z3_2 = sum_3 @ keys.T  # (m, 4, 16)
    z3_3 = sum_3 @ values.T  # (m, 4, 16)
    sum_4 = permute_dims(reshape(z3, (m, 4, 4, 4)), (0, 2, 1, 3)) @ permute_dims(reshape(z3_2, (m, 4, 4, 4)), (0, 2, 3, 1))  # (m, 4, 4, 4)
    sum_5 = take(reshape(sum_4, (m, 64)), at_1)  # (m, 40)
    div_2 = sum_5 / 2  # (m, 40)
    exp_1 = exp(div_2)  # (m, 40)
    sum_6 = sum(padded(exp_1, at_2), axis=-1)  # (m, 16)
    div_3 = exp_1 / take(sum_6, at_3)  # (m, 40)
    sum_7 = padded(div_3, at_4) @ permute_dims(reshape(z3_3, (m, 4, 4, 4)), (0, 2, 1, 3))  # (m, 4, 4, 4)
    z4 = reshape(permute_dims(sum_7, (0, 2, 1, 3)), (m, 4, 16)) @ joined.T  # (m, 4, 16)
    z4 += z2
    sum_8 = einsum("mit,mit->mi", z4, z4)  # (m, 4)
    div_4 = sum_8 / 16  # (m, 4)
    sum_9 = div_4 + 1e-05  # (m, 4)
    pow_2 = sum_9 ** (-0.5)  # (m, 4)
    sum_10 = z4 * pow_2[..., None]  # (m, 4, 16)
    z5 = sum_10 @ wide.T  # (m, 4, 64)
    a5 = relu(z5)  # (m, 4, 64)
    z6 = a5 @ narrow.T  # (m, 4, 16)
    z6 += z4
    z7 = z6 @ predicted.T  # (m, 4, 27)
    logsumexp_1 = logsumexp(z7)  # (m, 4)
    sum_11 = z7 - logsumexp_1[..., None]  # (m, 4, 27)
    sum_12 = -einsum("mt,mt->m", reshape(y, (m, 108)), reshape(sum_11, (m, 108)))  # (m,)
    J = sum_12 / 4  # (m,)
    d_sum_11 = reshape(-(0.25 * reshape(y, (m, 108))) / m, (m, 4, 27))  # (m, 4, 27)
    part_1 = exp(z7 - logsumexp_1[..., None])
    delta7 = d_sum_11 + (-sum(d_sum_11, axis=-1))[..., None] * (part_1 / sum(part_1, axis=-1)[..., None])  # (m, 4, 27)
    delta6 = delta7 @ predicted  # (m, 4, 16)
    delta5 = delta6 @ narrow  # (m, 4, 64)
    delta5 *= step(z5)
    d_sum_10 = delta5 @ wide  # (m, 4, 16)
    d_sum_8 = 0.0625 * (einsum("mij,mij->mi", d_sum_10, z4) * (-0.5 * pow_2 / sum_9))  # (m, 4)
    delta4 = delta6 + d_sum_10 * pow_2[..., None]  # (m, 4, 16)
    delta4 += 2 * (d_sum_8[..., None] * z4)
    d_sum_7 = permute_dims(reshape((delta4 @ joined), (m, 4, 4, 4)), (0, 2, 1, 3))  # (m, 4, 4, 4)
    d_div_3 = scattered(d_sum_7 @ permute_dims(reshape(z3_3, (m, 4, 4, 4)), (0, 2, 3, 1)), at_4, 40)  # (m, 40)
    d_exp_1 = d_div_3 * (1 / take(sum_6, at_3))  # (m, 40)
    d_exp_1 += scattered(broadcast_to(scattered(d_div_3 * (-div_3 / take(sum_6, at_3)), at_3, 16)[..., None], (m, 16, 4)), at_2, 40)
    d_sum_4 = zeros((m, 4, 4, 4))
    reshape(d_sum_4, (m, 64))[:, at_1] += 0.5 * (d_exp_1 * exp_1)
    delta3_3 = reshape(permute_dims(permute_dims(d_sum_7, (0, 1, 3, 2)) @ padded(div_3, at_4), (0, 3, 1, 2)), (m, 4, 16))  # (m, 4, 16)
    delta3_2 = reshape(permute_dims(permute_dims(d_sum_4, (0, 1, 3, 2)) @ permute_dims(reshape(z3, (m, 4, 4, 4)), (0, 2, 1, 3)), (0, 2, 1, 3)), (m, 4, 16))  # (m, 4, 16)
    delta3 = reshape(permute_dims(d_sum_4 @ permute_dims(reshape(z3_2, (m, 4, 4, 4)), (0, 2, 1, 3)), (0, 2, 1, 3)), (m, 4, 16))  # (m, 4, 16)
    d_sum_3 = delta3_3 @ values + delta3_2 @ keys  # (m, 4, 16)
    d_sum_3 += delta3 @ queries
    d_sum_1 = 0.0625 * (einsum("mij,mij->mi", d_sum_3, z2) * (-0.5 * pow_1 / sum_2))  # (m, 4)
    delta2 = delta4 + d_sum_3 * pow_1[..., None]  # (m, 4, 16)
    delta2 += 2 * (d_sum_1[..., None] * z2)
    Delta_predicted = rows(delta7).T @ rows(z6)  # (27, 16)
    Delta_narrow = rows(delta6).T @ rows(a5)  # (16, 64)
    Delta_wide = rows(delta5).T @ rows(sum_10)  # (64, 16)
    Delta_joined = rows(delta4).T @ rows(reshape(permute_dims(sum_7, (0, 2, 1, 3)), (m, 4, 16)))  # (16, 16)
    Delta_values = rows(delta3_3).T @ rows(sum_3)  # (16, 16)
    Delta_keys = rows(delta3_2).T @ rows(sum_3)  # (16, 16)
    Delta_queries = rows(delta3).T @ rows(sum_3)  # (16, 16)
    Delta_places = zeros((12, 16))
    Delta_places[:4, :] += sum(delta2, axis=0)
    Delta_letters = rows(delta2).T @ rows(x)  # (16, 27)
    return sum(J) / m, {"letters": Delta_letters, "places": Delta_places, "queries": Delta_queries, "keys": Delta_keys, "values": Delta_values, "joined": Delta_joined, "wide": Delta_wide, "narrow": Delta_narrow, "predicted": Delta_predicted}
"""
print(PROGRAM.count("\n") - 3, "statements")
