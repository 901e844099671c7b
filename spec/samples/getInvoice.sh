curl https://api.sandbox-billit.xyz/v1/invoices/7c1b7d1e-52a8-4c0e-9f0a-3d9c1f6f2b11 \
  -H "Authorization: Bearer $BILLIT_TOKEN" \
  -H 'Accept: application/json'
