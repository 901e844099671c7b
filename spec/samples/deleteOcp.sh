curl -X DELETE https://api.sandbox-billit.xyz/v1/ocps/4d967a2b-6a0e-4c55-9d3e-8f7a6b5c4d3e \
  -H "Authorization: Bearer $BILLIT_TOKEN" \
  -H 'Accept: application/json'
